// What has to stop before the libraries under it end with the process.
#ifndef LETTERBOX_EXIT_HOOK_H_
#define LETTERBOX_EXIT_HOOK_H_

#include <functional>

namespace letterbox {

/// While it lives, std::exit (a return from main too) calls `stop` before it
/// ends what was there already: OpenSSL frees its tables then, under whatever
/// thread still uses them. The latest comes first. A process that was forked
/// off has none of the threads, and calls nothing. Thread-safe.
class ExitHook {
 public:
  explicit ExitHook(std::function<void()> stop);
  ~ExitHook();
  ExitHook(const ExitHook&) = delete;
  ExitHook& operator=(const ExitHook&) = delete;

 private:
  static void RunAll();

  const std::function<void()> stop_;
};

}  // namespace letterbox

#endif  // LETTERBOX_EXIT_HOOK_H_
