// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
#ifndef LETTERBOX_AUTH_FORM_H_
#define LETTERBOX_AUTH_FORM_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace letterbox {

/// Names and values, in order.
using Form = std::vector<std::pair<std::string, std::string>>;

/// One name or value, everything but letters, digits and "-._~" as %XX.
std::string FormEncode(std::string_view text);

/// name=value&…
std::string WriteForm(const Form& fields);

/// The fields in their order, repeated ones too. Nothing where a name or a
/// value cannot be decoded.
std::optional<Form> ParseForm(std::string_view form);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_FORM_H_
