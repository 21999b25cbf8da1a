// A program that runs beside the test and says things.
#ifndef LETTERBOX_TESTS_SUPPORT_STARTED_PROGRAM_H_
#define LETTERBOX_TESTS_SUPPORT_STARTED_PROGRAM_H_

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

extern char** environ;

namespace letterbox {

/// Killed in the destructor where it still runs.
class StartedProgram {
 public:
  /// `words` are the program's path and its arguments; `variables` such as
  /// "A=b" come before those of this process.
  explicit StartedProgram(std::vector<std::string> words,
                          std::vector<std::string> variables = {}) {
    int pipe[2];
    if (pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, pipe[1], STDERR_FILENO);
    std::vector<char*> arguments = Pointers(words);
    std::vector<char*> environment = Pointers(variables);
    environment.pop_back();
    for (char** variable = environ; *variable != nullptr; ++variable) {
      environment.push_back(*variable);
    }
    environment.push_back(nullptr);
    const int failed = posix_spawn(&pid_, words[0].c_str(), &files, nullptr,
                                   arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    close(pipe[1]);
    output_ = pipe[0];
    if (failed != 0) {
      pid_ = -1;
      throw std::runtime_error("cannot run " + words[0]);
    }
  }
  ~StartedProgram() {
    if (pid_ > 0) {
      Kill();
      Await();
    }
    close(output_);
  }
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  /// Reads until it says `text`, or ends. Returns whether it said it.
  bool AwaitText(const std::string& text) {
    char byte = 0;
    while (said_.find(text) == said_.npos) {
      if (read(output_, &byte, 1) != 1) return false;
      said_ += byte;
    }
    return true;
  }

  void Kill() const { kill(pid_, SIGKILL); }

  /// Its exit status, or minus the signal that ended it.
  int Await() {
    char bytes[4096];
    for (ssize_t count = 0; (count = read(output_, bytes, sizeof bytes)) > 0;) {
      said_.append(bytes, static_cast<std::size_t>(count));
    }
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

  const std::string& said() const { return said_; }

 private:
  static std::vector<char*> Pointers(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
  }

  pid_t pid_ = -1;
  int output_ = -1;
  std::string said_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_STARTED_PROGRAM_H_
