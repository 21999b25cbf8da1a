#include "http/curl_multi.h"

#include <mutex>
#include <new>

namespace letterbox {

CurlMulti NewCurlMulti() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  CurlMulti multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  return multi;
}

}  // namespace letterbox
