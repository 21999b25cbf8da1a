#include "config/nearest.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>

#include "letterbox/transport/printable.h"

namespace letterbox::config {
namespace {

// Nobody mistypes longer names, and the time grows with the square.
constexpr std::size_t kLongest = 64;
constexpr std::size_t kMostListed = 30;
// So that a file with many names and many mistakes is answered in time.
constexpr std::size_t kMostCompared = 300;

}  // namespace

int EditDistance(std::string_view a, std::string_view b) {
  // Three rows of the table of distances between beginnings of a and b.
  std::vector<int> before_last, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int exchanged = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({exchanged, last[j] + 1, row[j - 1] + 1});
      bool swapped =
          i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string Nearest(std::string_view name,
                    const std::vector<std::string>& known) {
  if (name.size() > kLongest) return "";
  int least = std::max<int>(1, static_cast<int>(name.size()) / 3) + 1;
  std::string nearest;
  for (std::size_t i = 0; i < std::min(known.size(), kMostCompared); ++i) {
    const std::string& candidate = known[i];
    auto difference = static_cast<std::ptrdiff_t>(candidate.size()) -
                      static_cast<std::ptrdiff_t>(name.size());
    if (std::abs(difference) >= least) continue;
    int distance = EditDistance(name, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string Suggestion(std::string_view name,
                       const std::vector<std::string>& known) {
  std::string nearest = Nearest(name, known);
  if (!nearest.empty()) return "; did you mean " + Quoted(nearest) + "?";
  if (known.empty()) return "";
  std::string list;
  for (std::size_t i = 0; i < std::min(known.size(), kMostListed); ++i)
    list += (i == 0 ? "" : ", ") + Printable(known[i]);
  return "; known are " + list + (known.size() > kMostListed ? ", …" : "");
}

}  // namespace letterbox::config
