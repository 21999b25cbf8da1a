// What anybody on the machine may send to the listener of a sign-in.
#include "auth/redirect/redirect_request.h"

#include "fuzz/fuzz.h"

namespace letterbox::fuzz {

void Run(std::string_view input) {
  RedirectRequest request;
  const Reading whole = ReadRedirectRequest(input, request);
  Require(whole != Reading::kDone || !request.method.empty(),
          "a request has a method");
}

std::vector<std::string> Seeds() {
  return {
      "GET /?code=a&state=b HTTP/1.1\r\nHost: localhost:8400\r\n\r\n",
      "POST /back HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\ncode=a"};
}

}  // namespace letterbox::fuzz
