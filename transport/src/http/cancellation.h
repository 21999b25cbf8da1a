// A request to stop, handed to those who block.
#ifndef LETTERBOX_HTTP_CANCELLATION_H_
#define LETTERBOX_HTTP_CANCELLATION_H_

#include <functional>
#include <memory>

namespace letterbox {

struct CancellationState;

/// A handle; copies share one state. Thread-safe.
class Cancellation {
 public:
  Cancellation();

  /// Runs what was registered, once, on this thread.
  void Cancel() const;
  bool cancelled() const;

  /// While it lives, `action` runs when cancelled; at once if it already was.
  /// The action must not destroy its own registration.
  class Registration {
   public:
    Registration(const Cancellation& cancellation,
                 std::function<void()> action);
    /// Waits for a running action to end.
    ~Registration();
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

   private:
    friend struct CancellationState;
    struct Slot;
    std::shared_ptr<Slot> slot_;
    std::shared_ptr<CancellationState> state_;
  };

 private:
  std::shared_ptr<CancellationState> state_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CANCELLATION_H_
