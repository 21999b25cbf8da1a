#include "ews/retries.h"

#include <algorithm>
#include <string>

#include "ews/passing.h"
#include "letterbox/transport/printable.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

// Between two attempts where the trouble passes and nothing says when.
constexpr milliseconds kFirstPause{250};
constexpr milliseconds kLongestPause{5000};

std::string InSeconds(Clock::Deadline::duration time) {
  return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) +
         " s";
}

}  // namespace

Retries::Retries(const Site& site, const OperationTraits& traits, Pacer& pacer,
                 Clock& clock, const Limits& limits,
                 const Cancellation& cancellation)
    : site_(site),
      traits_(traits),
      pacer_(pacer),
      clock_(clock),
      limits_(limits),
      cancellation_(cancellation),
      begun_(clock.Now()),
      pause_(kFirstPause) {}

void Retries::AwaitTurn() {
  if (pacer_.AwaitTurn(End(kPatience), cancellation_)) return;
  const std::string attempt = std::string(traits_.name) + " on " +
                              Printable(site_.mailbox) + " was not asked: ";
  if (cancellation_.cancelled()) {
    throw ConnectionError(ConnectionError::Kind::kCancelled,
                          attempt + "it was given up.", site_.url, false);
  }
  throw ConnectionError(
      ConnectionError::Kind::kTimeout,
      attempt +
          "the server throttles this mailbox or application, and asks "
          "to be left alone for another " +
          InSeconds(pacer_.Turn() - clock_.Now()) +
          ". Wait longer, or make fewer requests at a time.",
      site_.url, false);
}

bool Retries::Again(const ServerError& error) {
  if (!error.retry_after()) return false;
  const bool busy = IsBusy(error);
  if (busy) pacer_.BackOff(error.retry_after());
  if (!limits_.ask_again || !IsSafe(error)) return false;
  if (busy) return pacer_.Turn() <= End(kPatience);
  const milliseconds pause = std::max(pause_, *error.retry_after());
  pause_ = std::min(2 * pause_, kLongestPause);
  return pacer_.Pause(pause, End(kShortPatience), cancellation_);
}

bool Retries::IsSafe(const ServerError& error) const {
  return traits_.repeatable || error.response_code() == "ErrorServerBusy" ||
         error.http_status() == 429;
}

Clock::Deadline Retries::End(milliseconds patience) const {
  return limits_.deadline == Clock::Deadline::max() ? begun_ + patience
                                                    : limits_.deadline;
}

}  // namespace letterbox::ews
