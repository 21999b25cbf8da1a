// What a test file pays for including Letterbox, beside what it pays for gmock
// alone, and what one pays that includes cpprestsdk: the user time of the
// compiler, in turn so that all see the same machine.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdlib>
#include <string>

#include "figures.h"

namespace {

double ChildrenUserSeconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

// The compiler's user time for a file with these includes and nothing else.
double CompileSeconds(const std::string& includes) {
  const std::string command = "printf '" + includes +
                              "' | " COMPILER " -std=c++17 " INCLUDES
                              " -x c++ -c -o /dev/null -";
  const double before = ChildrenUserSeconds();
  if (std::system(command.c_str()) != 0) std::abort();
  return ChildrenUserSeconds() - before;
}

void IncludeLetterbox(benchmark::State& state) {
  double gmock = 0;
  double letterbox = 0;
  double cpprest = 0;
  for (auto _ : state) {
    gmock += CompileSeconds("#include <gmock/gmock.h>\\n");
    letterbox += CompileSeconds("#include <letterbox/letterbox.h>\\n");
    cpprest += CompileSeconds("#include <cpprest/http_client.h>\\n");
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["gmock_s"] = gmock / runs;
  state.counters["letterbox_s"] = letterbox / runs;
  state.counters["cpprest_s"] = cpprest / runs;
  state.counters["ratio"] = letterbox / gmock;
}
BENCHMARK(IncludeLetterbox)
    ->Iterations(letterbox::BenchmarkRounds(10))
    ->Unit(benchmark::kSecond);

}  // namespace
