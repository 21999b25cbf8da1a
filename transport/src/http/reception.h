// An answer on its way from the threads that read it to the caller.
#ifndef LETTERBOX_HTTP_RECEPTION_H_
#define LETTERBOX_HTTP_RECEPTION_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http/failure.h"
#include "http/line.h"

namespace letterbox {

/// One answer. The reading side never blocks: it is told when there is room.
class Reception {
 public:
  // For the threads that read.

  void Begin(ResponseHead head);
  /// Adds to the body. Where too much is waiting, returns false and runs
  /// `when_room` later, on the caller's thread.
  bool Push(std::string_view bytes, std::function<void()> when_room);
  void End(std::optional<Failure> failure);

  // For the caller.

  using Deadline = std::chrono::steady_clock::time_point;

  /// Waits for the head. Throws Failure.
  ResponseHead AwaitHead(Deadline deadline = Deadline::max());
  /// Waits for more of the body and hands it out; false at its end. Throws
  /// Failure, once what came before it has been handed out.
  bool Next(std::string& bytes, Deadline deadline = Deadline::max());

  /// Ends both waits with a Failure, whatever the reading side does. From any
  /// thread.
  void Cancel();

 private:
  void Await(std::unique_lock<std::mutex>& lock, Deadline deadline,
             const std::function<bool()>& condition);
  void MakeRoom(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<ResponseHead> head_;
  std::string body_;
  std::function<void()> when_room_;
  std::optional<Failure> failure_;
  bool ended_ = false;
  bool cancelled_ = false;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_RECEPTION_H_
