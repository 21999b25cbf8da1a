// What a fuzz target is: an entry point that takes any bytes. A target ends
// well, or throws an error that its callers are told of; anything else ends the
// process, which is what libFuzzer looks for.
// https://llvm.org/docs/LibFuzzer.html
#ifndef LETTERBOX_TESTS_FUZZ_FUZZ_H_
#define LETTERBOX_TESTS_FUZZ_FUZZ_H_

#include <string>
#include <string_view>
#include <vector>

namespace letterbox::fuzz {

/// Runs the target on `input`.
void Run(std::string_view input);

/// Good inputs, to begin with.
std::vector<std::string> Seeds();

/// Ends the process unless `holds`; `what` says what was to hold.
void Require(bool holds, const char* what);

}  // namespace letterbox::fuzz

#endif  // LETTERBOX_TESTS_FUZZ_FUZZ_H_
