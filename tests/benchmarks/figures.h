// What the benchmarks share: how often, and how figures are told.
#ifndef LETTERBOX_TESTS_BENCHMARKS_FIGURES_H_
#define LETTERBOX_TESTS_BENCHMARKS_FIGURES_H_

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace letterbox {

/// `usual`, or LETTERBOX_BENCHMARK_ROUNDS where that is set and fewer.
inline int BenchmarkRounds(int usual) {
  const char* const most = std::getenv("LETTERBOX_BENCHMARK_ROUNDS");
  return most == nullptr ? usual : std::min(usual, std::atoi(most));
}

/// The value below which `part` of them lie.
inline double Percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(
      part * static_cast<double>(values.size() - 1))];
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_BENCHMARKS_FIGURES_H_
