// Each step of Autodiscover, each redirect and each refusal: a table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "answers.h"
#include "autodiscover/search.h"
#include "letterbox/transport/error.h"

namespace letterbox::autodiscover {
namespace {

using testing::HasSubstr;
using testing::Not;

Connection Basic() {
  Connection connection;
  connection.name = "qa";
  connection.host = "autodiscover";
  connection.user = "qa@contoso.com";
  connection.authenticate.method = Authentication::Method::kBasic;
  connection.authenticate.password = "s3cr3t";
  return connection;
}

struct Step {
  const char* name;
  void (*set_up)(MadeUpInternet& internet);
  /// The URL that is found; empty: none is.
  std::string url;
  /// The step that finds it, or a part of the error.
  std::string says;
};

void PrintTo(const Step& step, std::ostream* out) { *out << step.name; }

class StepTest : public testing::TestWithParam<Step> {};

TEST_P(StepTest, EndsAsTheTableSays) {
  MadeUpInternet internet;
  GetParam().set_up(internet);
  Connection connection = Basic();
  connection.trusted_hosts = {"mail.hoster.com"};
  try {
    const Found found =
        Search(connection, "qa@contoso.com", internet.reach(), SystemClock());
    EXPECT_EQ(found.url, GetParam().url);
    EXPECT_EQ(found.by, GetParam().says);
  } catch (const Error& error) {
    EXPECT_EQ(GetParam().url, "") << error.what();
    EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
    EXPECT_THAT(error.what(), Not(HasSubstr("s3cr3t")));
  }
  // Whatever happens, nobody unasked learns who signs in.
  for (const MadeUpInternet::Request& request : internet.requests()) {
    if (request.signed_in.empty()) continue;
    EXPECT_THAT(request.url, testing::StartsWith("https://"));
    EXPECT_THAT(request.url, Not(HasSubstr("evil")));
  }
}

const Step kSteps[] = {
    {"JsonAtTheDomain",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 200, JsonAnswer());
       net.Serve(JsonUrl(kOtherPlace), 200,
                 JsonAnswer("https://second.contoso.com/EWS/Exchange.asmx"));
     },
     kEws, "https://contoso.com, JSON"},
    {"JsonAtAutodiscover",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(JsonUrl(kOtherPlace), 200, JsonAnswer());
     },
     kEws, "https://autodiscover.contoso.com, JSON"},
    {"JsonComesBeforeWhatWantsASignIn",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), Guarded(PoxSettings("https://a.contoso.com")));
       net.Serve(JsonUrl(kOtherPlace), 200, JsonAnswer());
     },
     kEws, "https://autodiscover.contoso.com, JSON"},
    {"PoxAtTheDomain",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), Guarded(PoxSettings()));
     },
     kEws, "https://contoso.com, POX"},
    {"SoapAtTheDomain",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 404);
       net.Serve(SoapUrl(kPlace), Guarded(SoapSettings()));
     },
     kEws, "https://contoso.com, SOAP"},
    {"PoxAtAutodiscover",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kOtherPlace), 500);
       net.Serve(PoxUrl(kOtherPlace), Guarded(PoxSettings()));
     },
     kEws, "https://autodiscover.contoso.com, POX"},
    {"SoapAtAutodiscover",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kOtherPlace), 200, "<html>");
       net.Serve(PoxUrl(kOtherPlace), 200, "<html>");
       net.Serve(SoapUrl(kOtherPlace), Guarded(SoapSettings()));
     },
     kEws, "https://autodiscover.contoso.com, SOAP"},
    {"PoxInsideTheOrganisation",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>settings</Action><Protocol><Type>EXCH"
                           "</Type><ASUrl>https://in.contoso.com/EWS</ASUrl>"
                           "</Protocol>"));
     },
     "https://in.contoso.com/EWS", "https://contoso.com, POX"},
    {"ThePlainRedirect",
     [](MadeUpInternet& net) {
       net.Redirect(kPlainPlace, PoxUrl("https://mail.hoster.com"));
       net.Serve(JsonUrl("https://mail.hoster.com"), 404);
       net.Serve(PoxUrl("https://mail.hoster.com"), Guarded(PoxSettings()));
     },
     kEws, "https://mail.hoster.com, POX"},
    {"ThePlainRedirectToJson",
     [](MadeUpInternet& net) {
       net.Redirect(kPlainPlace, PoxUrl("https://ad.contoso.com"));
       net.Serve(JsonUrl("https://ad.contoso.com"), 200, JsonAnswer());
     },
     kEws, "https://ad.contoso.com, JSON"},
    {"TheSrvRecord",
     [](MadeUpInternet& net) {
       net.SetSrv({{"later.contoso.com", 443, 10, 5},
                   {"light.contoso.com", 443, 1, 5},
                   {"mail.contoso.com", 443, 1, 50},
                   {"other.contoso.com", 8443, 0, 0}});
       net.Serve(JsonUrl("https://mail.contoso.com"), 404);
       net.Serve(PoxUrl("https://mail.contoso.com"), Guarded(PoxSettings()));
     },
     kEws, "https://mail.contoso.com, POX"},
    {"RedirectOfHttp",
     [](MadeUpInternet& net) {
       net.Redirect(JsonUrl(kPlace), JsonUrl("https://www.contoso.com"), 307);
       net.Serve(JsonUrl("https://www.contoso.com"), 200, JsonAnswer());
     },
     kEws, "https://contoso.com, JSON"},
    {"RedirectOfHttpToAPath",
     [](MadeUpInternet& net) {
       net.Redirect(PoxUrl(kPlace), "/elsewhere.xml");
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve("https://contoso.com/elsewhere.xml", Guarded(PoxSettings()));
     },
     kEws, "https://contoso.com, POX"},
    {"RedirectOfPox",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>redirectUrl</Action><RedirectUrl>"
                           "https://eu.contoso.com/ad.xml</RedirectUrl>"));
       net.Serve("https://eu.contoso.com/ad.xml", Guarded(PoxSettings()));
     },
     kEws, "https://contoso.com, POX"},
    {"RedirectOfSoap",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 404);
       net.Serve(SoapUrl(kPlace), 200,
                 SoapRedirect("RedirectUrl", "https://eu.contoso.com/ad.svc"));
       net.Serve("https://eu.contoso.com/ad.svc", Guarded(SoapSettings()));
     },
     kEws, "https://contoso.com, SOAP"},
    {"AnotherAddress",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>redirectAddr</Action><RedirectAddr>"
                           "qa@eu.contoso.com</RedirectAddr>"));
       net.Serve(JsonUrl("https://eu.contoso.com", "qa%40eu.contoso.com"), 200,
                 JsonAnswer());
     },
     kEws, "https://eu.contoso.com, JSON"},
    {"AnotherAddressBySoap",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 404);
       net.Serve(SoapUrl(kPlace), 200,
                 SoapRedirect("RedirectAddress", "qa@eu.contoso.com"));
       net.Serve(JsonUrl("https://eu.contoso.com", "qa%40eu.contoso.com"), 200,
                 JsonAnswer());
     },
     kEws, "https://eu.contoso.com, JSON"},
    {"AUrlOfATrustedHost",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 200, JsonAnswer("https://mail.hoster.com/e"));
     },
     "https://mail.hoster.com/e", "https://contoso.com, JSON"},
};
INSTANTIATE_TEST_SUITE_P(Finds, StepTest, testing::ValuesIn(kSteps),
                         [](const auto& step) { return step.param.name; });

const Step kRefusals[] = {
    {"Nobody", [](MadeUpInternet&) {}, "",
     "found no Exchange server for qa@contoso.com. Tried:\n"
     "  https://contoso.com, JSON: GET https://contoso.com/autodiscover/"},
    {"AUrlElsewhere",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 200, JsonAnswer("https://evil.test/ews"));
     },
     "",
     "https://contoso.com, JSON: it leads to evil.test, which is not of the "
     "address's domain; if that is right, name it under `trusted_hosts`"},
    {"AUrlOverPlainHttp",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 200, JsonAnswer("http://mail.contoso.com/e"));
     },
     "", "http://mail.contoso.com/e, which is not https"},
    {"ARedirectElsewhere",
     [](MadeUpInternet& net) {
       net.Redirect(PoxUrl(kPlace), "https://contoso.com.evil.test/ad.xml");
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve("https://contoso.com.evil.test/ad.xml",
                 Guarded(PoxSettings()));
     },
     "", "it leads to contoso.com.evil.test, which is not of"},
    {"ARedirectToPlainHttp",
     [](MadeUpInternet& net) {
       net.Redirect(PoxUrl(kPlace), "http://contoso.com/ad.xml");
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve("http://contoso.com/ad.xml", Guarded(PoxSettings()));
     },
     "", "http://contoso.com/ad.xml, which is not https"},
    {"ARedirectWithAPassword",
     [](MadeUpInternet& net) {
       net.Redirect(JsonUrl(kPlace), "https://u:p@contoso.com/");
     },
     "", "it leads to what is no URL"},
    {"ThePlainRedirectElsewhere",
     [](MadeUpInternet& net) {
       net.Redirect(kPlainPlace, PoxUrl("https://evil.test"));
       net.Serve(JsonUrl("https://evil.test"), 200, JsonAnswer());
     },
     "",
     "http://autodiscover.contoso.com, redirect: it leads to evil.test, which"},
    {"ThePlainRedirectToPlainHttp",
     [](MadeUpInternet& net) {
       net.Redirect(kPlainPlace, PoxUrl("http://contoso.com"));
     },
     "", "which is not https"},
    {"ThePlainAnswerThatIsNoRedirect",
     [](MadeUpInternet& net) { net.Serve(kPlainPlace, 200, PoxSettings()); },
     "", "redirect: no redirect (HTTP 200)"},
    {"ThePlainAnswerThatWantsASignIn",
     [](MadeUpInternet& net) { net.Serve(kPlainPlace, Guarded("", "Basic")); },
     "", "redirect: no redirect (HTTP 401)"},
    {"TheSrvRecordElsewhere",
     [](MadeUpInternet& net) {
       net.SetSrv({{"evil.test", 443, 0, 0}});
     },
     "",
     "the SRV record _autodiscover._tcp.contoso.com: it leads to evil.test"},
    {"TheSrvRecordOfAnotherPort",
     [](MadeUpInternet& net) {
       net.SetSrv({{"a.contoso.com", 80, 0, 0}});
     },
     "", "the SRV record _autodiscover._tcp.contoso.com: it names no port 443"},
    {"ACircle",
     [](MadeUpInternet& net) {
       net.Redirect(JsonUrl(kPlace), "https://a.contoso.com/1");
       net.Redirect("https://a.contoso.com/1", "https://a.contoso.com/2");
       net.Redirect("https://a.contoso.com/2", "https://a.contoso.com/1");
     },
     "", "JSON: it leads in a circle, to https://a.contoso.com/1"},
    {"ACircleOfAddresses",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>redirectAddr</Action><RedirectAddr>"
                           "QA@contoso.com</RedirectAddr>"));
     },
     "", "leads to the address \"QA@contoso.com\""},
    {"AnAddressElsewhere",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>redirectAddr</Action><RedirectAddr>"
                           "qa@evil.test</RedirectAddr>"));
       net.Serve(JsonUrl("https://evil.test", "qa%40evil.test"), 200,
                 JsonAnswer());
     },
     "", "https://contoso.com, POX: it leads to evil.test, which is not of"},
    {"RedirectsOnAndOn",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       for (int i = 0; i < 12; ++i) {
         const std::string from = "https://contoso.com/" + std::to_string(i);
         net.Redirect(from, "https://contoso.com/" + std::to_string(i + 1));
       }
       net.Redirect(PoxUrl(kPlace), "https://contoso.com/0");
     },
     "", "POX: it leads on and on; given up after 10 redirects"},
    {"ErrorOfJson",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 200,
                 R"({"ErrorCode":"ProtocolNotSupported","ErrorMessage":"no"})");
     },
     "", "JSON: refused: ProtocolNotSupported no"},
    {"ErrorOfPox",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200,
                 "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
                 "autodiscover/responseschema/2006\"><Response><Error Time=\"1"
                 "\" Id=\"2\"><ErrorCode>500</ErrorCode><Message>The e-mail "
                 "address can't be found.</Message><DebugData/></Error>"
                 "</Response></Autodiscover>");
     },
     "", "POX: refused: error 500, \"The e-mail address can't be found.\""},
    {"ErrorOfSoap",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 404);
       net.Serve(SoapUrl(kPlace), 200,
                 SoapAnswer("<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>"
                            "no such user</ErrorMessage>"));
     },
     "", "SOAP: refused: InvalidUser, \"no such user\""},
    {"NoUrlInPox",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200, PoxAnswer("<Action>settings</Action>"));
     },
     "", "POX: the answer names no URL of Exchange Web Services"},
    {"AnotherXml",
     [](MadeUpInternet& net) {
       net.Serve(JsonUrl(kPlace), 404);
       net.Serve(PoxUrl(kPlace), 200, "<a/>");
       net.Serve(SoapUrl(kPlace), 200, "<a>");
     },
     "", "SOAP: the answer is not XML"},
};
INSTANTIATE_TEST_SUITE_P(Refuses, StepTest, testing::ValuesIn(kRefusals),
                         [](const auto& step) { return step.param.name; });

}  // namespace
}  // namespace letterbox::autodiscover
