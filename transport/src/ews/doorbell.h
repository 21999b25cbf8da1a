// A doorbell says that it is time to look, never what is there.
#ifndef LETTERBOX_EWS_DOORBELL_H_
#define LETTERBOX_EWS_DOORBELL_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "ews/ews_client.h"
#include "ews/listener.h"
#include "exit_hook.h"
#include "http/cancellation.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// One for a mailbox, however many folders and waits there are, since servers
/// allow few subscriptions and fewer hanging requests. It rings when something
/// came, and whenever something may have been missed: after each opening and
/// each loss of the connection, and from time to time. Thread-safe.
class Doorbell {
 public:
  /// Between two rings while waits are on and nothing happens: `kIdle` while
  /// notifications can be had, `kDeaf` while they cannot. Where it is not sure
  /// that they come, it begins with `kDeaf` and doubles that.
  static constexpr std::chrono::milliseconds kIdle = std::chrono::seconds(30);
  static constexpr std::chrono::milliseconds kDeaf = std::chrono::seconds(1);

  /// `client` and `clock` must outlive it.
  Doorbell(EwsClient& client, Clock& clock);
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  /// From here on it rings for `folders` too. Starts the thread.
  void Include(const std::vector<Folder>& folders);

  /// Rings at that time if not before, as long as somebody waits.
  void RingBy(Clock::Deadline time);

  /// How often it has rung.
  std::uint64_t rings() const;

  /// Blocks until it has rung more than `seen` times, or is closed. Returns
  /// false at the deadline.
  bool Wait(std::uint64_t seen, Clock::Deadline deadline);

  /// Ends all waits, the connection and the thread, and gives the subscription
  /// back to the server where that is quickly done.
  void Close();

 private:
  // What the thread works on until something changes.
  struct Round {
    std::vector<Folder> folders;
    Cancellation cancellation;
  };

  Listener::Hooks MakeHooks();
  void Run();
  /// Waits out the pause, then says what to work on; nothing once closed.
  std::optional<Round> NextRound(std::chrono::milliseconds pause);
  bool PauseForWaits(std::chrono::milliseconds pause);
  void Open(bool reused);
  void Shut();
  void RingForEvent();
  void Ring();
  Clock::Deadline Due() const;

  Clock& clock_;
  Listener listener_;  ///< the thread's alone
  std::thread thread_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Folder> folders_;
  Cancellation round_;
  bool restart_ = false;  ///< the folders changed: no pause
  bool closing_ = false;
  bool open_ = false;    ///< notifications come
  bool unsure_ = false;  ///< though perhaps not ours
  int waits_ = 0;
  std::uint64_t rings_ = 0;
  Clock::Deadline opened_{};
  Clock::Deadline last_ring_;
  Clock::Deadline ring_by_ = Clock::Deadline::max();
  std::optional<ExitHook> exit_hook_;  ///< the last, so that it goes first
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_DOORBELL_H_
