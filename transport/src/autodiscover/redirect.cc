#include "autodiscover/way.h"
#include "http/url.h"
#include "letterbox/transport/error.h"

namespace letterbox::autodiscover {

// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-generate-a-list-of-autodiscover-endpoints
HttpRequest AskForRedirect(const std::string& domain) {
  HttpRequest request;
  request.method = "GET";
  request.url =
      "http://autodiscover." + domain + "/autodiscover/autodiscover.xml";
  request.headers = {{"User-Agent", "Letterbox"}};
  request.repeatable = true;
  request.may_be_plain = true;
  return request;
}

std::string RedirectTarget(const HttpResponse& response,
                           const std::string& asked) {
  const std::string location = response.header("Location");
  if (location.empty() || location.front() != '/' ||
      location.compare(0, 2, "//") == 0)
    return location;
  return ParseHttpUrl(asked, true).origin + location;
}

}  // namespace letterbox::autodiscover
