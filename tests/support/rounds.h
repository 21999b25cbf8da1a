// How often a test with random input repeats itself.
#ifndef LETTERBOX_TESTS_SUPPORT_ROUNDS_H_
#define LETTERBOX_TESTS_SUPPORT_ROUNDS_H_

#include <cstdlib>

namespace letterbox {

/// `usual`, times LETTERBOX_ROUNDS where that is set: the tier `long` does.
inline int Rounds(int usual) {
  const char* const times = std::getenv("LETTERBOX_ROUNDS");
  return times == nullptr ? usual : usual * std::atoi(times);
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_ROUNDS_H_
