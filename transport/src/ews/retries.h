// Whether and when a call asks again.
#ifndef LETTERBOX_EWS_RETRIES_H_
#define LETTERBOX_EWS_RETRIES_H_

#include <chrono>

#include "ews/pacer.h"
#include "ews/refusal.h"
#include "ews/shapes.h"
#include "http/cancellation.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/error.h"

namespace letterbox::ews {

/// One call. Only what the server says will pass is asked again, and only where
/// asking twice does no harm: an operation that may not be repeated is asked
/// again where the server was too busy to begin with it, and never else.
class Retries {
 public:
  struct Limits {
    Clock::Deadline deadline = Clock::Deadline::max();
    bool ask_again = true;
  };

  /// How long a call without a deadline asks again: a server that is busy, and
  /// one that has a trouble that passes.
  static constexpr std::chrono::milliseconds kPatience =
      std::chrono::minutes(5);
  static constexpr std::chrono::milliseconds kShortPatience =
      std::chrono::seconds(30);

  /// All must outlive it.
  Retries(const Site& site, const OperationTraits& traits, Pacer& pacer,
          Clock& clock, const Limits& limits, const Cancellation& cancellation);

  /// Blocks until the server may be asked. Throws a ConnectionError of kind
  /// kTimeout, at once, where that is after the deadline, and one of kind
  /// kCancelled.
  void AwaitTurn();

  /// The server answered with `error`. Blocks for a while and returns true
  /// where it is to be asked again.
  bool Again(const ServerError& error);

 private:
  bool IsSafe(const ServerError& error) const;
  Clock::Deadline End(std::chrono::milliseconds patience) const;

  const Site& site_;
  const OperationTraits& traits_;
  Pacer& pacer_;
  Clock& clock_;
  const Limits limits_;
  const Cancellation& cancellation_;
  const Clock::Deadline begun_;
  std::chrono::milliseconds pause_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_RETRIES_H_
