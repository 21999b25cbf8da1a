// How a mailbox hears of events: in the best way that the server has.
#ifndef LETTERBOX_EWS_LISTENER_H_
#define LETTERBOX_EWS_LISTENER_H_

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "http/cancellation.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// One subscription, listened to by one hanging request or, where the server
/// has no streaming or allows no further hanging request, by asking now and
/// then. Where it cannot be subscribed to at all, nothing is heard. For one
/// thread.
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-notification-related-errors-in-ews-in-exchange
class Listener {
 public:
  /// How long it makes do with a lesser way before it tries the best again.
  static constexpr std::chrono::milliseconds kRestart = std::chrono::minutes(5);
  /// Between two questions where it asks.
  static constexpr std::chrono::milliseconds kBetween = std::chrono::seconds(1);
  /// A hanging request is replaced before the server ends it.
  static constexpr std::chrono::minutes kHangs{29};

  struct Hooks {
    /// From here on events are heard. `reused`: by a subscription of before a
    /// loss, which may have become somebody else's meanwhile.
    std::function<void(bool reused)> on_open;
    std::function<void()> on_event;
    /// Blocks for that long, and then until somebody wants to hear. False once
    /// it is over.
    std::function<bool(std::chrono::milliseconds)> pause;
  };

  /// All must outlive it.
  Listener(EwsClient& client, Clock& clock, Hooks hooks);

  /// Listens to what comes into `folders` until that ends, for whatever reason.
  void Listen(const std::vector<Folder>& folders,
              const Cancellation& cancellation);

  /// Gives the subscription back to the server where that is quickly done.
  void Release();

 private:
  // The best first.
  enum class Way { kStream, kPull, kNone };
  struct Subscription {
    std::string id;         ///< empty: none
    std::string watermark;  ///< of kPull
    std::vector<Folder> folders;
    bool reused = false;
  };

  void Subscribe(const std::vector<Folder>& folders,
                 const Cancellation& cancellation);
  void Stream(const Cancellation& cancellation);
  void Pull(const Cancellation& cancellation);
  void Judge(const ServerError& error);
  void Lose(const ConnectionError& error);
  void FallBack();

  EwsClient& client_;
  Clock& clock_;
  const Hooks hooks_;
  Way way_ = Way::kStream;
  Clock::Deadline best_again_{};
  Subscription subscription_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_LISTENER_H_
