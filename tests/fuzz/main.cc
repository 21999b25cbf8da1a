// The functions that libFuzzer calls, the same for all targets.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "fuzz.h"

namespace letterbox::fuzz {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

namespace {

// Into $LETTERBOX_FUZZ_SEEDS, where that is set.
void WriteSeeds() {
  const char* const folder = std::getenv("LETTERBOX_FUZZ_SEEDS");
  if (folder == nullptr) return;
  int number = 0;
  for (const std::string& seed : Seeds()) {
    std::ofstream(std::string(folder) + "/seed" + std::to_string(++number),
                  std::ios::binary)
        << seed;
  }
}

}  // namespace
}  // namespace letterbox::fuzz

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  letterbox::fuzz::WriteSeeds();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes,
                                      std::size_t size) {
  letterbox::fuzz::Run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
