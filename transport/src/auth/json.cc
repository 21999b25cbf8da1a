#include "auth/json.h"

namespace letterbox {

using nlohmann::json;

json ParseObject(const std::string& text, std::size_t longest) {
  constexpr int kDeepest = 16;
  if (text.size() > longest) return json(json::value_t::discarded);
  bool too_deep = false;
  json value = json::parse(
      text,
      [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kDeepest;
        return !too_deep;
      },
      false);
  if (too_deep || !value.is_object()) return json(json::value_t::discarded);
  return value;
}

std::string TextOf(const json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

}  // namespace letterbox
