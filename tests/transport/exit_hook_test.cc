#include "exit_hook.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

namespace letterbox {
namespace {

std::function<void()> Saying(const char* word) {
  return [word] { std::fputs(word, stderr); };
}

TEST(ExitHookDeathTest, IsCalledTheLatestFirst) {
  EXPECT_EXIT(
      {
        const ExitHook first(Saying("first."));
        { const ExitHook gone(Saying("gone.")); }
        const ExitHook second(Saying("second."));
        std::exit(3);
      },
      testing::ExitedWithCode(3), "^second\\.first\\.$");
}

// What was registered with the process after an earlier one has ended.
TEST(ExitHookDeathTest, IsCalledBeforeWhatWasThereAlready) {
  EXPECT_EXIT(
      {
        const ExitHook first(Saying("first."));
        std::atexit([] { std::fputs("library.", stderr); });
        const ExitHook second(Saying("second."));
        std::exit(3);
      },
      testing::ExitedWithCode(3), "^second\\.first\\.library\\.$");
}

// It has none of the threads that would have to end.
TEST(ExitHookDeathTest, IsNotCalledInAForkedProcess) {
  EXPECT_EXIT(
      {
        const ExitHook hook(Saying("called."));
        const pid_t child = fork();
        if (child == 0) std::exit(5);
        int status = 0;
        waitpid(child, &status, 0);
        _exit(WEXITSTATUS(status));
      },
      testing::ExitedWithCode(5), "^$");
}

}  // namespace
}  // namespace letterbox
