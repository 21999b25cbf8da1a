// An embedded Exchange in a process of its own, so that what a test measures of
// itself is the client's.
#ifndef LETTERBOX_TESTS_SUPPORT_EXCHANGE_PROCESS_H_
#define LETTERBOX_TESTS_SUPPORT_EXCHANGE_PROCESS_H_

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>

#include "letterbox/transport/connection.h"

extern char** environ;

namespace letterbox {

/// Runs the program exchange_for_peers, and ends it.
class ExchangeProcess {
 public:
  explicit ExchangeProcess(const std::string& program) {
    int in[2];
    int out[2];
    if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in[0], 0);
    posix_spawn_file_actions_adddup2(&files, out[1], 1);
    for (const int end : {in[0], in[1], out[0], out[1]}) {
      posix_spawn_file_actions_addclose(&files, end);
    }
    // What a large mail looks like as SOAP is not recorded.
    std::string words[] = {"env", "-u", "LETTERBOX_EXCHANGE_RECORD", program};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(),
                         words[3].data(), nullptr};
    const int failed = posix_spawnp(&process_, arguments[0], &files, nullptr,
                                    arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    close(in[0]);
    close(out[1]);
    input_ = in[1];
    if (failed != 0) throw std::runtime_error("cannot run " + program);
    ReadFacts(out[0]);
  }
  ~ExchangeProcess() {
    close(input_);  // which ends it
    waitpid(process_, nullptr, 0);
  }
  ExchangeProcess(const ExchangeProcess&) = delete;
  ExchangeProcess& operator=(const ExchangeProcess&) = delete;

  /// Of "anna@contoso.test" or "bert@contoso.test".
  Connection ConnectionFor(const std::string& address) const {
    Connection connection;
    connection.name = address;
    connection.host = facts_.at("ews_url");
    connection.mailbox = address;
    connection.authenticate.authority = facts_.at("authority");
    connection.authenticate.tenant_id = facts_.at("tenant_id");
    connection.authenticate.client_id = facts_.at("client_id");
    connection.authenticate.client_secret = facts_.at("client_secret");
    connection.authenticate.flow = Authentication::Flow::kClientCredentials;
    std::string ca = facts_.at("ca");
    std::replace(ca.begin(), ca.end(), '|', '\n');
    connection.tls.ca_pem = ca;
    return connection;
  }

 private:
  void ReadFacts(int from) {
    std::FILE* const stream = fdopen(from, "r");
    char* line = nullptr;
    std::size_t room = 0;
    while (facts_.count("ca") == 0 && getline(&line, &room, stream) > 0) {
      std::string text = line;
      text.pop_back();
      const std::size_t space = text.find(' ');
      facts_[text.substr(0, space)] = text.substr(space + 1);
    }
    std::free(line);
    std::fclose(stream);
    if (facts_.count("ca") == 0) throw std::runtime_error("it did not start");
  }

  pid_t process_ = 0;
  int input_ = -1;
  std::map<std::string, std::string> facts_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_EXCHANGE_PROCESS_H_
