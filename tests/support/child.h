// Runs a program and keeps what it said.
#ifndef LETTERBOX_TESTS_SUPPORT_CHILD_H_
#define LETTERBOX_TESTS_SUPPORT_CHILD_H_

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>
#include <string>

namespace letterbox {

struct Ended {
  int status = 0;      ///< the exit status, or minus the signal that ended it
  std::string output;  ///< both streams
};

/// `command` is for the shell.
inline Ended RunChild(const std::string& command) {
  // exec, so that a signal is that of the program and not of the shell.
  std::FILE* const pipe = ::popen(("exec " + command + " 2>&1").c_str(), "re");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  Ended ended;
  char bytes[4096];
  while (const std::size_t count = std::fread(bytes, 1, sizeof bytes, pipe)) {
    ended.output.append(bytes, count);
  }
  const int status = ::pclose(pipe);
  ended.status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  return ended;
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_CHILD_H_
