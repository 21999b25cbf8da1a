// The pace that a busy server asks for.
#ifndef LETTERBOX_EWS_PACER_H_
#define LETTERBOX_EWS_PACER_H_

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "http/cancellation.h"
#include "letterbox/transport/clock.h"

namespace letterbox::ews {

/// Where processes tell each other when the server may be asked again.
/// Thread-safe; never throws: who cannot be told finds out by asking.
class SharedPace {
 public:
  virtual ~SharedPace() = default;
  /// For how long nobody should ask.
  virtual std::chrono::milliseconds Left() = 0;
  virtual void Extend(std::chrono::milliseconds time) = 0;
};

/// Keeps all requests of a mailbox back while the server wants to be left
/// alone. Thread-safe.
class Pacer {
 public:
  /// The longest that a server is obeyed: what asks for more is a mistake.
  static constexpr std::chrono::milliseconds kLongest =
      std::chrono::minutes(15);

  /// `shared` may be null: then this process keeps it to itself.
  Pacer(Clock& clock, std::unique_ptr<SharedPace> shared);

  /// The server asks to be left alone for `time`; nothing or 0 where it does
  /// not say how long: then ever longer, from 1 s to 30 s.
  void BackOff(std::optional<std::chrono::milliseconds> time);
  /// The server has carried out a request.
  void Succeeded();

  /// When the server may be asked again; a time in the past where it may now.
  Clock::Deadline Turn();
  /// Blocks until then. Returns false where that is after `deadline`, at once,
  /// or when cancelled.
  bool AwaitTurn(Clock::Deadline deadline, const Cancellation& cancellation);
  /// Blocks for `time`; false where that would last beyond `deadline`, at once,
  /// or when cancelled.
  bool Pause(std::chrono::milliseconds time, Clock::Deadline deadline,
             const Cancellation& cancellation);

  /// How long it has asked for that in all, until now.
  std::chrono::milliseconds throttled() const;

 private:
  void Hold(Clock::Deadline until);
  bool WaitUntil(std::unique_lock<std::mutex>& lock, Clock::Deadline until,
                 Clock::Deadline deadline, const Cancellation& cancellation);

  Clock& clock_;
  const std::unique_ptr<SharedPace> shared_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Clock::Deadline held_from_{};
  Clock::Deadline held_until_{};
  Clock::Deadline::duration held_before_{};  ///< earlier times, added up
  std::chrono::milliseconds next_guess_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_PACER_H_
