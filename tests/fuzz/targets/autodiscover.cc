// What servers and the name service answer where a mailbox is looked for.
#include "autodiscover/guide.h"
#include "autodiscover/srv.h"
#include "autodiscover/way.h"
#include "fuzz/fuzz.h"
#include "http/url.h"
#include "transport/autodiscover/answers.h"

namespace letterbox::fuzz {
namespace {

using autodiscover::Answer;
using autodiscover::Guide;

// Where a server leads to.
void Follow(Guide& guide, const std::string& url) {
  const Guide::Direction direction = guide.Judge(url);
  if (!direction.refusal.empty() || !direction.online_url.empty()) return;
  Require(ParseHttpUrl(url, true).tls, "only https is followed");
}

void Take(Guide& guide, const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::kUrl:
      Require(!answer.text.empty(), "a URL that was found is not empty");
      if (guide.RefusalOf(answer.text).empty())
        Require(ParseHttpUrl(answer.text, true).tls, "only https is used");
      break;
    case Answer::Kind::kRedirectUrl:
      Follow(guide, answer.text);
      break;
    case Answer::Kind::kRedirectAddress:
      guide.JudgeAddress(answer.text);
      break;
    case Answer::Kind::kNothing:
      Require(!answer.text.empty(), "where nothing is found it is said why");
  }
}

}  // namespace

void Run(std::string_view input) {
  const std::string body(input);
  Connection connection;
  Guide guide("contoso.com", connection);
  for (const autodiscover::Way* way :
       {&autodiscover::kJson, &autodiscover::kPox, &autodiscover::kSoap})
    Take(guide, way->read(body));
  HttpResponse redirect;
  redirect.status = 302;
  redirect.headers = {{"Location", body}};
  Follow(guide,
         autodiscover::RedirectTarget(redirect, autodiscover::kPlainPlace));
  for (const autodiscover::SrvRecord& record :
       autodiscover::ReadSrvAnswer(input))
    Require(!record.host.empty(), "a service is at a host");
}

std::vector<std::string> Seeds() {
  using namespace autodiscover;
  return {
      JsonAnswer(),
      R"({"ErrorCode":"UserNotFound","ErrorMessage":"no such user"})",
      PoxSettings(),
      PoxAnswer("<Action>redirectUrl</Action><RedirectUrl>" +
                PoxUrl(kOtherPlace) + "</RedirectUrl>"),
      PoxAnswer("<Action>redirectAddr</Action><RedirectAddr>qa@eu.contoso.com"
                "</RedirectAddr>"),
      SoapSettings(), SoapRedirect("RedirectUrl", SoapUrl(kOtherPlace)),
      SoapRedirect("RedirectAddress", "qa@contoso.mail.onmicrosoft.com"),
      PoxUrl(kOtherPlace), "/autodiscover/autodiscover.xml",
      // One record of the name service: mail.b.test, port 443.
      std::string("\0\1\x81\x80\0\1\0\1\0\0\0\0\2_a\4_tcp\1b\4test\0"
                  "\0\x21\0\1\xC0\x0C\0\x21\0\1\0\0\0\x3C\0\x13"
                  "\0\1\0\2\1\xBB\4mail\1b\4test\0",
                  63)};
}

}  // namespace letterbox::fuzz
