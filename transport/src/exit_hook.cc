#include "exit_hook.h"

#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <list>
#include <mutex>
#include <utility>

namespace letterbox {
namespace {

struct Hooks {
  const pid_t process = getpid();
  std::mutex mutex;
  std::condition_variable ended;
  std::list<const ExitHook*> living;
  const ExitHook* running = nullptr;
  std::size_t registered = 0;
};

// Never destroyed: it is used until the very end.
Hooks& All() {
  static auto* const all = new Hooks;
  return *all;
}

}  // namespace

ExitHook::ExitHook(std::function<void()> stop) : stop_(std::move(stop)) {
  Hooks& all = All();
  const std::lock_guard<std::mutex> lock(all.mutex);
  all.living.push_back(this);
  // Once more whenever there are more than ever: what this one needs may have
  // been started after the last registration.
  if (all.living.size() > all.registered) {
    ++all.registered;
    std::atexit(RunAll);
  }
}

ExitHook::~ExitHook() {
  Hooks& all = All();
  std::unique_lock<std::mutex> lock(all.mutex);
  all.living.remove(this);
  all.ended.wait(lock, [&] { return all.running != this; });
}

void ExitHook::RunAll() {
  Hooks& all = All();
  if (getpid() != all.process) return;
  std::unique_lock<std::mutex> lock(all.mutex);
  while (!all.living.empty()) {
    all.running = all.living.back();
    all.living.pop_back();
    lock.unlock();
    all.running->stop_();
    lock.lock();
    all.running = nullptr;
    all.ended.notify_all();
  }
}

}  // namespace letterbox
