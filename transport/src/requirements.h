// What a connection of type exchange cannot do without, by its method and flow:
// one table for the connection file and for connections made in code.
#ifndef LETTERBOX_REQUIREMENTS_H_
#define LETTERBOX_REQUIREMENTS_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/authentication.h"

namespace letterbox {

/// Whether a key of the connection, such as "authenticate.client_id", has a
/// value.
using IsGiven = std::function<bool(std::string_view path)>;

/// The first key, or one that takes its place.
using Requirement = std::vector<const char*>;

/// What FlowOf of connection.h says.
Authentication::Flow FlowOf(std::optional<Authentication::Flow> said,
                            const IsGiven& is_given);

/// The requirements that nothing given meets, in the order of the file. `flow`
/// matters to OAuth 2.0 alone.
std::vector<Requirement> Missing(Authentication::Method method,
                                 Authentication::Flow flow,
                                 const IsGiven& is_given);

/// "oauth2": the word of the connection file.
std::string MethodName(Authentication::Method method);

}  // namespace letterbox

#endif  // LETTERBOX_REQUIREMENTS_H_
