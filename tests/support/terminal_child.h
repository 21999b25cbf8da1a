// A program that is started on a terminal of its own.
#ifndef LETTERBOX_TESTS_SUPPORT_TERMINAL_CHILD_H_
#define LETTERBOX_TESTS_SUPPORT_TERMINAL_CHILD_H_

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

extern char** environ;

namespace letterbox {

class TerminalChild {
 public:
  explicit TerminalChild(std::vector<std::string> words)
      : terminal_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (terminal_ < 0 || grantpt(terminal_) != 0 || unlockpt(terminal_) != 0)
      throw std::runtime_error("no terminal to be had");
    const std::string side = ptsname(terminal_);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    for (const int stream : {0, 1, 2})
      posix_spawn_file_actions_addopen(&files, stream, side.c_str(),
                                       O_RDWR | O_NOCTTY, 0);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failed = posix_spawn(&pid_, words[0].c_str(), &files, nullptr,
                                   arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error("cannot run " + words[0]);
  }
  ~TerminalChild() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    close(terminal_);
  }
  TerminalChild(const TerminalChild&) = delete;
  TerminalChild& operator=(const TerminalChild&) = delete;

  pid_t pid() const { return pid_; }
  /// All so far.
  const std::string& output() const { return output_; }

  /// Waits for `mark`, and returns what stands between it and the line's end.
  std::string LineAfter(const std::string& mark) {
    for (;;) {
      const std::size_t at = output_.find(mark);
      const std::size_t end =
          at == output_.npos ? at : output_.find('\r', at + mark.size());
      if (end != output_.npos)
        return output_.substr(at + mark.size(), end - at - mark.size());
      if (!ReadMore())
        throw std::runtime_error("it never said \"" + mark + "\":\n" + output_);
    }
  }

  /// Waits for its end; returns its exit status, or minus the signal.
  int Wait() {
    while (ReadMore()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  /// False at the end.
  bool ReadMore() {
    pollfd waiting{terminal_, POLLIN, 0};
    constexpr int kMinute = 60000;
    if (poll(&waiting, 1, kMinute) <= 0)
      throw std::runtime_error("silence of a minute after:\n" + output_);
    char bytes[4096];
    const ssize_t count = read(terminal_, bytes, sizeof bytes);
    if (count <= 0) return false;
    output_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  const int terminal_;
  pid_t pid_ = -1;
  std::string output_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_TERMINAL_CHILD_H_
