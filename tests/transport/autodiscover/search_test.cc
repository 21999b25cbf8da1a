// What a search does as a whole.
#include "autodiscover/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

#include "answers.h"
#include "letterbox/transport/error.h"

namespace letterbox::autodiscover {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing::ThrowsMessage;

constexpr char kOnline[] = "https://outlook.office365.com/EWS/Exchange.asmx";

Connection OAuth() {
  Connection connection;
  connection.name = "qa";
  connection.host = "autodiscover";
  connection.user = "qa@contoso.com";
  return connection;
}

Found Find(MadeUpInternet& internet, const Connection& connection = OAuth(),
           const std::string& address = "qa@contoso.com") {
  return Search(connection, address, internet.reach(), SystemClock());
}

TEST(Search, AsksNobodyAboveTheDomainOfTheAddress) {
  MadeUpInternet internet;
  EXPECT_THROW(Find(internet, OAuth(), "qa@eu.contoso.com"), ConnectionError);
  for (const MadeUpInternet::Request& request : internet.requests())
    EXPECT_THAT(request.url, HasSubstr("eu.contoso.com/"));
  EXPECT_THAT(internet.srv_questions(),
              ElementsAre("_autodiscover._tcp.eu.contoso.com"));
}

TEST(Search, RefusesADomainThatNobodyRegisters) {
  for (const char* address : {"qa@com", "qa@co.uk", "qa@localhost", "qa",
                              "qa@contoso.com/a", "qa@127.0.0.1:1"}) {
    MadeUpInternet internet;
    EXPECT_THROW(Find(internet, OAuth(), address), ConfigError) << address;
    EXPECT_THAT(internet.requests(), IsEmpty()) << address;
  }
}

TEST(Search, AsksForInternationalDomainsAsTheyGoOverTheWire) {
  MadeUpInternet internet;
  internet.Serve(
      JsonUrl("https://xn--bcher-kva.test", "qa%40xn--bcher-kva.test"), 200,
      JsonAnswer("https://mail.xn--bcher-kva.test/ews"));
  EXPECT_EQ(Find(internet, OAuth(), "qa@bücher.test").url,
            "https://mail.xn--bcher-kva.test/ews");
}

TEST(Search, KnowsTheAddressOfExchangeOnlineWithoutAskingIt) {
  MadeUpInternet internet;
  internet.Redirect(kPlainPlace, PoxUrl("https://autodiscover-s.outlook.com"));
  EXPECT_EQ(Find(internet).url, kOnline);
  for (const MadeUpInternet::Request& request : internet.requests())
    EXPECT_THAT(request.url, HasSubstr("contoso.com/"));
}

TEST(Search, KnowsExchangeOnlineByTheAddressThatItNames) {
  MadeUpInternet internet;
  internet.Serve(JsonUrl(kPlace), 404);
  internet.Serve(PoxUrl(kPlace), 200,
                 PoxAnswer("<Action>redirectAddr</Action><RedirectAddr>"
                           "qa@contoso.mail.onmicrosoft.com</RedirectAddr>"));
  EXPECT_EQ(Find(internet).url, kOnline);
}

TEST(Search, GivesNoPasswordToExchangeOnline) {
  MadeUpInternet internet;
  internet.Redirect(kPlainPlace, PoxUrl("https://autodiscover-s.outlook.com"));
  internet.Serve(JsonUrl(kPlace), 200, JsonAnswer(kOnline));
  Connection connection = OAuth();
  connection.authenticate.method = Authentication::Method::kBasic;
  EXPECT_THAT([&] { Find(internet, connection); },
              ThrowsMessage<ConnectionError>(HasSubstr(
                  "it leads to Exchange Online, which takes authenticate: "
                  "method: oauth2 alone")));
}

TEST(Search, ListsWhatCameBefore) {
  MadeUpInternet internet;
  internet.Serve(JsonUrl(kPlace), 404);
  internet.Serve(JsonUrl(kOtherPlace), 200, JsonAnswer());
  const Found found = Find(internet);
  ASSERT_EQ(found.attempts.size(), 1u);
  EXPECT_EQ(found.attempts[0].step, "https://contoso.com, JSON");
  EXPECT_EQ(found.attempts[0].outcome, "HTTP 404");
}

TEST(Search, AsksWhatNeedsNoSignInAtOnce) {
  // Each place answers only when all have been asked.
  MadeUpInternet internet;
  std::promise<void> asked[3];
  std::shared_future<void> all[] = {asked[0].get_future().share(),
                                    asked[1].get_future().share(),
                                    asked[2].get_future().share()};
  const std::string urls[] = {JsonUrl(kPlace), JsonUrl(kOtherPlace),
                              kPlainPlace};
  for (int i = 0; i < 3; ++i) {
    internet.Serve(urls[i], [&, i](const HttpRequest&) {
      asked[i].set_value();
      for (const auto& one : all) {
        if (one.wait_for(std::chrono::seconds(60)) != std::future_status::ready)
          return HttpResponse{504, {}, ""};
      }
      return HttpResponse{200, {}, i == 0 ? JsonAnswer() : ""};
    });
  }
  EXPECT_EQ(Find(internet).url, kEws);
}

TEST(Search, BehindAProxyAsksForTheSrvRecordLast) {
  MadeUpInternet internet;
  internet.Serve(JsonUrl(kPlace), 200, JsonAnswer());
  Reach reach = internet.reach();
  reach.behind_proxy = true;
  EXPECT_EQ(Search(OAuth(), "qa@contoso.com", reach, SystemClock()).url, kEws);
  EXPECT_THAT(internet.srv_questions(), IsEmpty());
}

TEST(Search, DoesNotWaitForASilentNameService) {
  MadeUpInternet internet;
  Reach reach = internet.reach();
  reach.behind_proxy = true;
  // Shared, since the look-up outlives the search.
  const auto silence = std::make_shared<std::promise<void>>();
  const std::shared_future<void> end = silence->get_future().share();
  reach.look_up_srv = [end](const std::string&) {
    end.wait();
    return std::vector<SrvRecord>();
  };
  EXPECT_THAT([&] { Search(OAuth(), "qa@contoso.com", reach, SystemClock()); },
              ThrowsMessage<ConnectionError>(
                  HasSubstr("the SRV record _autodiscover._tcp.contoso.com: "
                            "the name service did not answer in time")));
  silence->set_value();
}

TEST(Search, GivesEveryRequestTheSameDeadline) {
  MadeUpInternet internet;
  const auto before = std::chrono::steady_clock::now();
  std::vector<std::chrono::steady_clock::time_point> deadlines;
  internet.Serve(JsonUrl(kPlace), 404);
  for (const std::string& url : {PoxUrl(kPlace), SoapUrl(kPlace)}) {
    internet.Serve(url, [&](const HttpRequest& request) {
      deadlines.push_back(request.deadline);
      return HttpResponse{404, {}, ""};
    });
  }
  EXPECT_THROW(Search(OAuth(), "qa@contoso.com", internet.reach(),
                      SystemClock(), std::chrono::hours(1)),
               ConnectionError);
  ASSERT_EQ(deadlines.size(), 2u);
  EXPECT_EQ(deadlines[0], deadlines[1]);
  EXPECT_GE(deadlines[0], before + std::chrono::hours(1));
  EXPECT_LT(deadlines[0],
            std::chrono::steady_clock::now() + std::chrono::hours(1));
}

TEST(Search, SaysWhatToDo) {
  MadeUpInternet internet;
  EXPECT_THAT(
      [&] { Find(internet); },
      ThrowsMessage<ConnectionError>(AllOf(
          StartsWith("Connection \"qa\": Autodiscover found no Exchange server "
                     "for qa@contoso.com. Tried:\n"),
          HasSubstr("\n  http://autodiscover.contoso.com, redirect: "),
          HasSubstr("\n  the SRV record _autodiscover._tcp.contoso.com: there "
                    "is none\nWrite the server's name or its EWS URL under "
                    "`host`"))));
}

}  // namespace
}  // namespace letterbox::autodiscover
