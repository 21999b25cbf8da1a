#include "http/cancellation.h"

#include <mutex>
#include <set>
#include <utility>

namespace letterbox {

struct Cancellation::Registration::Slot {
  /// Runs the action unless its registration has gone.
  void Run() {
    std::lock_guard lock(mutex);
    if (action) action();
  }

  std::mutex mutex;
  std::function<void()> action;
};

struct CancellationState {
  using Slot = Cancellation::Registration::Slot;

  std::mutex mutex;
  bool cancelled = false;
  std::set<std::shared_ptr<Slot>> slots;
};

Cancellation::Cancellation() : state_(std::make_shared<CancellationState>()) {}

void Cancellation::Cancel() const {
  std::set<std::shared_ptr<CancellationState::Slot>> slots;
  {
    std::lock_guard lock(state_->mutex);
    state_->cancelled = true;
    slots.swap(state_->slots);
  }
  for (const auto& slot : slots) slot->Run();
}

bool Cancellation::cancelled() const {
  std::lock_guard lock(state_->mutex);
  return state_->cancelled;
}

Cancellation::Registration::Registration(const Cancellation& cancellation,
                                         std::function<void()> action)
    : slot_(std::make_shared<Slot>()), state_(cancellation.state_) {
  slot_->action = std::move(action);
  {
    std::lock_guard lock(state_->mutex);
    if (!state_->cancelled) {
      state_->slots.insert(slot_);
      return;
    }
  }
  slot_->Run();
}

Cancellation::Registration::~Registration() {
  {
    std::lock_guard lock(state_->mutex);
    state_->slots.erase(slot_);
  }
  std::lock_guard lock(slot_->mutex);
  slot_->action = nullptr;
}

}  // namespace letterbox
