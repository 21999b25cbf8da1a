// JSON of servers, read with care.
#ifndef LETTERBOX_AUTH_JSON_H_
#define LETTERBOX_AUTH_JSON_H_

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

namespace letterbox {

/// An object, or a discarded value where the text is none, is longer than
/// `longest` or is nested deeper than 16.
nlohmann::json ParseObject(const std::string& text,
                           std::size_t longest = std::size_t{256} << 10);

/// The text under `key`; empty where there is none, or something else, or where
/// `object` is none.
std::string TextOf(const nlohmann::json& object, const char* key);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_JSON_H_
