// One connection to the redirect listener.
#ifndef LETTERBOX_AUTH_REDIRECT_VISITOR_H_
#define LETTERBOX_AUTH_REDIRECT_VISITOR_H_

#include <chrono>
#include <optional>
#include <string>

#include "auth/redirect/redirect_answer.h"

namespace letterbox {

/// Reads a request, writes a page, and waits for the browser to have it. Its
/// socket does not block.
class Visitor {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// Owns `socket`.
  Visitor(int socket, Deadline deadline);
  ~Visitor();
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  int socket() const { return socket_; }
  /// What to wait for, of poll().
  short events() const;
  Deadline deadline() const { return deadline_; }
  /// Whether it has asked for nothing yet.
  bool is_idle() const { return step_ == Step::kRead; }
  bool is_over() const { return step_ == Step::kOver; }

  /// To be called when something may be done. Returns the authority's answer
  /// where it has just come.
  std::optional<RedirectAnswer> Work(const RedirectExpectation& expected);
  /// Says so, where there is still time, and ends.
  void RunOutOfTime();

 private:
  enum class Step { kRead, kWrite, kDrain, kOver };

  bool Receive();
  void Send();
  void Drain();

  const int socket_;
  const Deadline deadline_;
  Step step_ = Step::kRead;
  std::string received_;
  std::string unsent_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REDIRECT_VISITOR_H_
