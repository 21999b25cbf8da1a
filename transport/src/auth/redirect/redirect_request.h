// What a browser, or anybody else on this machine, sends to the listener.
#ifndef LETTERBOX_AUTH_REDIRECT_REDIRECT_REQUEST_H_
#define LETTERBOX_AUTH_REDIRECT_REDIRECT_REQUEST_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace letterbox {

/// More than a browser sends with the cookies of other programs on localhost.
inline constexpr std::size_t kLargestRedirectRequest = std::size_t{64} << 10;

struct RedirectRequest {
  std::string method;
  std::string path;
  std::string query;
  std::string host;
  std::string content_type;  ///< lower case, without parameters
  std::string body;
};

enum class Reading {
  kMore,  ///< what is there is good, and not all
  kDone,
  kBad,       ///< no request of HTTP/1
  kTooLarge,  ///< more than kLargestRedirectRequest
};

/// Reads one request from all that has come.
Reading ReadRedirectRequest(std::string_view bytes, RedirectRequest& request);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_REDIRECT_REDIRECT_REQUEST_H_
