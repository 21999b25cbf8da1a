#include "auth/redirect/visitor.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace letterbox {
namespace {

bool IsLater() { return errno == EAGAIN || errno == EWOULDBLOCK; }

RedirectVerdict Judge(Reading reading, const RedirectRequest& request,
                      const RedirectExpectation& expected) {
  if (reading == Reading::kTooLarge) return RefuseRedirect(413);
  if (reading == Reading::kBad) return RefuseRedirect(400);
  return JudgeRedirect(request, expected);
}

}  // namespace

Visitor::Visitor(int socket, Deadline deadline)
    : socket_(socket), deadline_(deadline) {}

Visitor::~Visitor() { close(socket_); }

short Visitor::events() const {
  return step_ == Step::kWrite ? POLLOUT : POLLIN;
}

/// Whether there may be something to read in received_.
bool Visitor::Receive() {
  char buffer[16384];
  const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
  if (got < 0 && (errno == EINTR || IsLater())) return false;
  if (got <= 0) {
    step_ = Step::kOver;
    return false;
  }
  received_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

std::optional<RedirectAnswer> Visitor::Work(
    const RedirectExpectation& expected) {
  if (step_ == Step::kWrite) Send();
  if (step_ == Step::kDrain) Drain();
  if (step_ != Step::kRead || !Receive()) return std::nullopt;
  RedirectRequest request;
  const Reading reading = ReadRedirectRequest(received_, request);
  if (reading == Reading::kMore) return std::nullopt;
  RedirectVerdict verdict = Judge(reading, request, expected);
  unsent_ = RedirectPage(verdict);
  received_.clear();
  step_ = Step::kWrite;
  Send();
  return std::move(verdict.answer);
}

void Visitor::Send() {
  while (!unsent_.empty()) {
    const ssize_t sent =
        send(socket_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && IsLater()) return;
    if (sent <= 0) {
      step_ = Step::kOver;
      return;
    }
    unsent_.erase(0, static_cast<std::size_t>(sent));
  }
  // Closed at once with bytes unread, the page would be lost on its way.
  shutdown(socket_, SHUT_WR);
  step_ = Step::kDrain;
}

void Visitor::Drain() {
  while (step_ == Step::kDrain && Receive()) received_.clear();
}

void Visitor::RunOutOfTime() {
  if (step_ == Step::kRead && !received_.empty()) {
    unsent_ = RedirectPage(RefuseRedirect(408));
    Send();
  }
  step_ = Step::kOver;
}

}  // namespace letterbox
