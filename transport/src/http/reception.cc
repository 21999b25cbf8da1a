#include "http/reception.h"

#include <utility>

namespace letterbox {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{1} << 20;

}  // namespace

void Reception::Begin(ResponseHead head) {
  std::lock_guard lock(mutex_);
  head_ = std::move(head);
  changed_.notify_all();
}

bool Reception::Push(std::string_view bytes, std::function<void()> when_room) {
  std::lock_guard lock(mutex_);
  if (cancelled_) return true;
  body_.append(bytes);
  changed_.notify_all();
  if (body_.size() < kMostWaiting) return true;
  when_room_ = std::move(when_room);
  return false;
}

void Reception::End(std::optional<Failure> failure) {
  std::lock_guard lock(mutex_);
  failure_ = std::move(failure);
  ended_ = true;
  changed_.notify_all();
}

ResponseHead Reception::AwaitHead(Deadline deadline) {
  std::unique_lock lock(mutex_);
  Await(lock, deadline, [this] { return head_.has_value(); });
  if (!head_) throw *failure_;
  return *head_;
}

bool Reception::Next(std::string& bytes, Deadline deadline) {
  std::unique_lock lock(mutex_);
  Await(lock, deadline, [this] { return !body_.empty(); });
  bytes.clear();
  if (body_.empty()) {
    if (failure_) throw *failure_;
    return false;
  }
  bytes.swap(body_);
  MakeRoom(lock);
  return true;
}

void Reception::Cancel() {
  std::unique_lock lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
  MakeRoom(lock);
}

// Until `condition` holds or nothing more will come.
void Reception::Await(std::unique_lock<std::mutex>& lock, Deadline deadline,
                      const std::function<bool()>& condition) {
  const auto over = [&] { return cancelled_ || ended_ || condition(); };
  if (deadline == Deadline::max()) {
    changed_.wait(lock, over);
  } else if (!changed_.wait_until(lock, deadline, over)) {
    throw Failure{ConnectionError::Kind::kTimeout,
                  "the server had not answered by the deadline."};
  }
  if (cancelled_)
    throw Failure{ConnectionError::Kind::kCancelled, "cancelled."};
}

void Reception::MakeRoom(std::unique_lock<std::mutex>& lock) {
  const std::function<void()> when_room = std::exchange(when_room_, nullptr);
  lock.unlock();
  if (when_room) when_room();
}

}  // namespace letterbox
