// An inbox without a server.
#ifndef LETTERBOX_TESTS_SUPPORT_FAKE_MAILBOX_H_
#define LETTERBOX_TESTS_SUPPORT_FAKE_MAILBOX_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox {

inline Email EmailWithSubject(const std::string& subject) {
  return Email::FromMime("From: Shop <orders@contoso.test>\r\nSubject: " +
                         subject + "\r\n\r\nThank you.\r\n");
}

/// Must outlive what Watch returns. Thread-safe.
class FakeInbox {
 public:
  explicit FakeInbox(Clock& clock = SystemClock()) : clock_(clock) {}

  void Deliver(const std::string& subject) {
    Deliver(EmailWithSubject(subject));
  }
  void DeliverMime(const std::string& mime) { Deliver(Email::FromMime(mime)); }

  void Deliver(Email email) {
    const std::lock_guard<std::mutex> lock(mutex_);
    emails_.push_back(std::move(email));
    ++bell_;
    rung_.notify_all();
  }

  /// What is to happen when somebody begins to wait, one for each wait: that
  /// wait is over at once.
  void OnWait(std::function<void()> action) {
    const std::lock_guard<std::mutex> lock(mutex_);
    on_wait_.push_back(std::move(action));
  }

  /// What is to happen when somebody reads, one for each reading: it may
  /// throw.
  void OnRead(std::function<void()> action) {
    const std::lock_guard<std::mutex> lock(mutex_);
    on_read_.push_back(std::move(action));
  }

  void set_gone(std::size_t gone) { gone_ = gone; }
  int readings() const { return readings_; }

  std::unique_ptr<Arrivals> Watch() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::make_unique<Watcher>(*this, emails_.size());
  }

 private:
  using Actions = std::deque<std::function<void()>>;

  class Watcher : public Arrivals {
   public:
    Watcher(FakeInbox& inbox, std::size_t baseline)
        : inbox_(inbox), baseline_(baseline) {}

    Reading Read(std::size_t from, Clock::Deadline /*deadline*/,
                 std::optional<std::uint64_t> /*heard*/) override {
      inbox_.RunNext(inbox_.on_read_);
      const std::lock_guard<std::mutex> lock(inbox_.mutex_);
      ++inbox_.readings_;
      Reading reading;
      const std::vector<Email>& emails = inbox_.emails_;
      for (std::size_t at = baseline_ + from; at < emails.size(); ++at) {
        reading.emails.push_back(emails[at]);
      }
      reading.end = emails.size() - baseline_;
      reading.bell = inbox_.bell_;
      reading.gone = inbox_.gone_;
      return reading;
    }

    bool Wait(std::uint64_t bell, Clock::Deadline deadline) override {
      if (inbox_.RunNext(inbox_.on_wait_)) return true;
      std::unique_lock<std::mutex> lock(inbox_.mutex_);
      while (inbox_.bell_ == bell) {
        if (inbox_.clock_.Now() >= deadline) return false;
        inbox_.clock_.Wait(inbox_.rung_, lock, deadline);
      }
      return true;
    }

   private:
    FakeInbox& inbox_;
    const std::size_t baseline_;
  };

  bool RunNext(Actions& actions) {
    std::function<void()> action;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (actions.empty()) return false;
      action = std::move(actions.front());
      actions.pop_front();
    }
    action();
    return true;
  }

  Clock& clock_;
  std::mutex mutex_;
  std::condition_variable rung_;
  std::vector<Email> emails_;
  std::uint64_t bell_ = 0;
  std::size_t gone_ = 0;
  int readings_ = 0;
  Actions on_wait_;
  Actions on_read_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_FAKE_MAILBOX_H_
