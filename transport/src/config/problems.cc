#include "config/problems.h"

#include <algorithm>
#include <tuple>

#include "letterbox/transport/error.h"

namespace letterbox::config {
namespace {

constexpr std::size_t kMostShown = 200;

}  // namespace

std::string Location(const std::string& path, Place place) {
  if (place.line == 0) return path;
  return path + ":" + std::to_string(place.line) + ":" +
         std::to_string(place.column);
}

void Problems::Add(Place place, const std::string& key,
                   const std::function<std::string()>& text) {
  if (++count_ <= kMostShown) shown_.push_back({place, key, text()});
}

void Problems::ThrowIfAny(const std::string& path) {
  if (count_ == 0) return;
  std::stable_sort(shown_.begin(), shown_.end(),
                   [](const Problem& a, const Problem& b) {
                     return std::tie(a.place.line, a.place.column) <
                            std::tie(b.place.line, b.place.column);
                   });
  std::string text;
  for (const Problem& problem : shown_)
    text += (text.empty() ? "" : "\n") + Location(path, problem.place) + ": " +
            problem.text;
  if (count_ > shown_.size())
    text += "\n" + path + ": and " + std::to_string(count_ - shown_.size()) +
            " more problems";
  throw ConfigError(text, path, shown_.front().place.line, shown_.front().key);
}

}  // namespace letterbox::config
