// Host names, looked up within a time: in cpprestsdk neither time-out nor
// cancellation acts on a lookup.
#ifndef LETTERBOX_HTTP_RESOLVER_H_
#define LETTERBOX_HTTP_RESOLVER_H_

#include <chrono>
#include <functional>
#include <string>

#include "http/cancellation.h"

namespace letterbox {

/// The code of getaddrinfo for `host`, 0 where it has an address.
int LookUp(const std::string& host);

/// Returns once `host` is known to have an address; at once for what needs no
/// lookup. Throws Failure. A lookup that was given up goes on by itself on a
/// thread that keeps neither the process nor anything else alive.
void AwaitAddress(const std::string& host,
                  const std::function<int(const std::string&)>& look_up,
                  std::chrono::milliseconds timeout,
                  const Cancellation& cancellation);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_RESOLVER_H_
