#include "auth/json.h"

#include "auth/form.h"
#include "autodiscover/way.h"
#include "letterbox/transport/printable.h"

namespace letterbox::autodiscover {
namespace {

HttpRequest Ask(const std::string& origin, const std::string& address) {
  HttpRequest request;
  request.method = "GET";
  request.url = origin + "/autodiscover/autodiscover.json/v1.0/" +
                FormEncode(address) + "?Protocol=EWS";
  request.headers = {{"Accept", "application/json"},
                     {"User-Agent", "Letterbox"}};
  request.repeatable = true;
  return request;
}

Answer Read(const std::string& body) {
  const auto answer = ParseObject(body);
  const std::string url = TextOf(answer, "Url");
  if (!url.empty()) return {Answer::Kind::kUrl, url};
  const std::string code = TextOf(answer, "ErrorCode");
  if (!code.empty())
    return {Answer::Kind::kNothing,
            "refused: " + Printable(code) + " " +
                Printable(TextOf(answer, "ErrorMessage"))};
  return {Answer::Kind::kNothing, "the answer is not that of Autodiscover"};
}

}  // namespace

const Way kJson = {"JSON", false, Ask, Read};

}  // namespace letterbox::autodiscover
