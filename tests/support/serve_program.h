// `letterbox serve` as a program of its own, for tests that stop or kill it.
#ifndef LETTERBOX_TESTS_SUPPORT_SERVE_PROGRAM_H_
#define LETTERBOX_TESTS_SUPPORT_SERVE_PROGRAM_H_

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/connection.h"

extern char** environ;

namespace letterbox {

/// Started and ready after the constructor, killed in the destructor.
class ServeProgram {
 public:
  /// `words` follow `program serve`. Throws std::runtime_error with what it
  /// said where it does not become ready.
  ServeProgram(const std::string& program, std::vector<std::string> words) {
    words.insert(words.begin(), {program, "serve"});
    Start(std::move(words));
    ReadReady();
  }
  ~ServeProgram() {
    if (pid_ > 0) End(SIGKILL);
    close(output_);
  }
  ServeProgram(const ServeProgram&) = delete;
  ServeProgram& operator=(const ServeProgram&) = delete;

  /// What the ready line gives for `name`; empty where it does not.
  std::string told(const std::string& name) const {
    const auto found = told_.find(name);
    return found == told_.end() ? "" : found->second;
  }

  HandIn smtp() const {
    const std::string place = told("smtp");
    HandIn hand_in;
    hand_in.host = place.substr(0, place.rfind(':'));
    hand_in.port = std::atoi(place.substr(place.rfind(':') + 1).c_str());
    return hand_in;
  }

  pid_t pid() const { return pid_; }

  /// Returns its exit status, or minus the signal that ended it.
  int End(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  void Start(std::vector<std::string> words) {
    int pipe[2];
    if (pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, pipe[1], STDERR_FILENO);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failed = posix_spawn(&pid_, words[0].c_str(), &files, nullptr,
                                   arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    close(pipe[1]);
    output_ = pipe[0];
    if (failed != 0) throw std::runtime_error("cannot run " + words[0]);
  }

  void ReadReady() {
    std::string text;
    while (text.find('\n') == text.npos) {
      pollfd waiting{output_, POLLIN, 0};
      constexpr int kMinute = 60000;
      char bytes[1024];
      const ssize_t count = poll(&waiting, 1, kMinute) > 0
                                ? read(output_, bytes, sizeof bytes)
                                : 0;
      if (count <= 0) {
        End(SIGKILL);
        throw std::runtime_error("it did not become ready: " + text);
      }
      text.append(bytes, static_cast<std::size_t>(count));
    }
    std::istringstream line(text);
    std::string word;
    line >> word;
    if (word != "ready") throw std::runtime_error("it said: " + text);
    while (line >> word) {
      const std::size_t equals = word.find('=');
      told_[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }

  pid_t pid_ = -1;
  int output_ = -1;
  std::map<std::string, std::string> told_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_SERVE_PROGRAM_H_
