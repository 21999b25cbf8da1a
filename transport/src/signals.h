// Letterbox is a guest: no signal of the process is handled on its threads.
#ifndef LETTERBOX_SIGNALS_H_
#define LETTERBOX_SIGNALS_H_

#include <pthread.h>

#include <csignal>

namespace letterbox {

/// Blocks all signals on this thread while it lives, so that threads started
/// meanwhile block them for ever.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace letterbox

#endif  // LETTERBOX_SIGNALS_H_
