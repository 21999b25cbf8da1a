// Which known name was meant.
#ifndef LETTERBOX_CONFIG_NEAREST_H_
#define LETTERBOX_CONFIG_NEAREST_H_

#include <string>
#include <string_view>
#include <vector>

namespace letterbox::config {

/// How many characters to add, leave out, exchange or swap with the next one
/// to come from `a` to `b`.
int EditDistance(std::string_view a, std::string_view b);

/// The known name that is nearest to `name`, where one is near enough to have
/// been meant; else empty.
std::string Nearest(std::string_view name,
                    const std::vector<std::string>& known);

/// The end of a sentence about an unknown name: `; did you mean "host"?`, or
/// where none is near `; known are host, user`.
std::string Suggestion(std::string_view name,
                       const std::vector<std::string>& known);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_NEAREST_H_
