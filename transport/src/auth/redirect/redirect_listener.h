// Waits on loopback for the browser that brings the authority's answer.
// https://www.rfc-editor.org/rfc/rfc8252#section-7.3
#ifndef LETTERBOX_AUTH_REDIRECT_REDIRECT_LISTENER_H_
#define LETTERBOX_AUTH_REDIRECT_REDIRECT_LISTENER_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "auth/redirect/redirect_answer.h"
#include "auth/redirect/redirect_url.h"

namespace letterbox {

/// Listens from the constructor to the destructor, so that nobody takes the
/// port in between. It trusts nobody: whatever others send, and however slowly,
/// it goes on waiting for the answer with its own state.
class RedirectListener {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  struct Limits {
    /// For a whole request, and for the browser to take the page.
    std::chrono::milliseconds request = std::chrono::seconds(10);
    /// Beyond it the oldest connection goes: browsers open some in advance.
    std::size_t connections = 32;
  };

  /// Throws Error where the port cannot be had.
  explicit RedirectListener(RedirectUrl url);
  RedirectListener(RedirectUrl url, Limits limits);
  ~RedirectListener();

  /// The URL with its port: what the authority is told.
  const std::string& url() const;

  /// The answer that carries `state`, after the browser has its page; nothing
  /// where none came until `deadline`.
  std::optional<RedirectAnswer> Await(const std::string& state,
                                      Deadline deadline);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REDIRECT_REDIRECT_LISTENER_H_
