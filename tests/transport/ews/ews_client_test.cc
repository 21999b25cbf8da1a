// What the EWS client sends with each request, and how it reads the answers.
#include <chrono>
#include <string>
#include <vector>

#include "ews/operations/create_item.h"
#include "ews/operations/get_item.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/request_id.h"
#include "transport/ews/ews_client_fixture.h"

namespace letterbox::ews {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST_F(EwsClientTest, SendsWhatExchangeWantsToKnow) {
  ReplyFolder();
  EXPECT_EQ(client_.Call(GetFolder()).id, "F");
  ASSERT_EQ(transport_.requests().size(), 1u);
  const HttpRequest request = transport_.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://mail.contoso.test/EWS/Exchange.asmx");
  EXPECT_EQ(HeaderOf(request, "Content-Type"), "text/xml; charset=utf-8");
  EXPECT_EQ(HeaderOf(request, "Accept"), "text/xml");
  EXPECT_EQ(HeaderOf(request, "User-Agent"), "Letterbox");
  EXPECT_EQ(HeaderOf(request, "Authorization"), "Bearer token-1");
  EXPECT_EQ(HeaderOf(request, "X-AnchorMailbox"), "customer@contoso.test");
  EXPECT_EQ(HeaderOf(request, "return-client-request-id"), "true");
  EXPECT_EQ(HeaderOf(request, "X-PreferServerAffinity"), "");
  EXPECT_THAT(request.body,
              AllOf(HasSubstr("<t:PrimarySmtpAddress>customer@contoso.test<"),
                    HasSubstr("<s:Body><m:GetFolder>")));
  EXPECT_TRUE(request.repeatable);
}

TEST_F(EwsClientTest, GivesEachRequestAnIdOfItsOwn) {
  ReplyFolder();
  ReplyFolder();
  client_.Call(GetFolder());
  client_.Call(GetFolder());
  const auto requests = transport_.requests();
  const std::string first = HeaderOf(requests[0], "client-request-id");
  EXPECT_THAT(first, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-"
                                  "8[0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(first, HeaderOf(requests[1], "client-request-id"));
}

TEST_F(EwsClientTest, ImpersonatesOnlyForAnApplication) {
  CountingTokens of_a_person(false);
  EwsClient client(MadeUpSite(), transport_, of_a_person, closing_);
  ReplyFolder();
  client.Call(GetFolder());
  EXPECT_THAT(transport_.requests()[0].body,
              Not(HasSubstr("ExchangeImpersonation")));
  EXPECT_EQ(HeaderOf(transport_.requests()[0], "X-AnchorMailbox"),
            "customer@contoso.test");
}

TEST_F(EwsClientTest, NamesTheMailboxOfAFolderOnlyForAPerson) {
  ReplyFolder();
  client_.Call(GetFolder());
  EXPECT_THAT(transport_.requests()[0].body, Not(HasSubstr("t:Mailbox")));
  CountingTokens of_a_person(false);
  EwsClient client(MadeUpSite(), transport_, of_a_person, closing_);
  ReplyFolder();
  client.Call(GetFolder());
  EXPECT_THAT(transport_.requests()[1].body,
              HasSubstr("<t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox>"
                        "<t:EmailAddress>customer@contoso.test"
                        "</t:EmailAddress></t:Mailbox>"));
}

std::string VersionIn(const HttpRequest& request) {
  const std::string before = "Version=\"Exchange";
  const std::size_t begin = request.body.find(before) + before.size();
  return request.body.substr(begin, request.body.find('"', begin) - begin);
}

TEST_F(EwsClientTest, TellsWhereTheMailboxIsNotTheServers) {
  int moved = 0;
  Site site = MadeUpSite();
  site.on_moved = [&] { ++moved; };
  EwsClient client(site, transport_, tokens_, closing_);
  transport_.Reply(500, FaultOf("ErrorProxyRequestNotAllowed", "Elsewhere."));
  EXPECT_THROW(client.Call(GetFolder()), ServerError);
  EXPECT_EQ(moved, 1);
  transport_.Reply(302, "", {{"Location", "https://mail2.contoso.test/"}});
  EXPECT_THROW(client.Call(GetFolder()), ServerError);
  EXPECT_EQ(moved, 2);
  transport_.Fail(ConnectionError(ConnectionError::Kind::kResolve,
                                  "nobody has this name", site.url, false));
  EXPECT_THROW(client.Call(GetFolder()), ConnectionError);
  EXPECT_EQ(moved, 3);
  // What says nothing of the place.
  transport_.Reply(500, FaultOf("ErrorAccessDenied", "No."));
  EXPECT_THROW(client.Call(GetFolder()), ServerError);
  transport_.Reply(403, "");
  EXPECT_THROW(client.Call(GetFolder()), ServerError);
  ReplyFolder();
  client.Call(GetFolder());
  EXPECT_EQ(moved, 3);
}

TEST_F(EwsClientTest, TakesALowerVersionWhereTheServerDoesNotKnowOne) {
  Site site = MadeUpSite();
  site.version = "Exchange2015";
  EwsClient client(site, transport_, tokens_, closing_);
  transport_.Reply(500, FaultOf("ErrorInvalidServerVersion", "Unknown."));
  transport_.Reply(500, FaultOf("ErrorInvalidServerVersion", "Unknown."));
  ReplyFolder();
  ReplyFolder();
  client.Call(GetFolder());
  client.Call(GetFolder());
  std::vector<std::string> versions;
  for (const HttpRequest& request : transport_.requests()) {
    versions.push_back(VersionIn(request));
  }
  EXPECT_THAT(versions,
              ElementsAre("2015", "2013_SP1", "2013", "2013"));  // remembered
}

TEST_F(EwsClientTest, TakesALowerVersionForAStreamToo) {
  Site site = MadeUpSite();
  site.version = "Exchange2010_SP2";
  EwsClient client(site, transport_, tokens_, closing_);
  transport_.RefuseStream(
      {500, {}, FaultOf("ErrorInvalidServerVersion", "Unknown.")});
  transport_.ReplyStream({});
  client.Stream<GetStreamingEvents>({}, [](const auto&) {}, {});
  ASSERT_EQ(transport_.requests().size(), 2u);
  EXPECT_EQ(VersionIn(transport_.requests()[1]), "2010_SP1");
}

TEST_F(EwsClientTest, GivesUpBelowTheEarliestVersion) {
  transport_.Reply(500, FaultOf("ErrorInvalidServerVersion", "Unknown."));
  EXPECT_EQ(Refused<ServerError>().response_code(),
            "ErrorInvalidServerVersion");
  EXPECT_EQ(transport_.requests().size(), 1u);
  EXPECT_EQ(VersionIn(transport_.requests()[0]), "2010_SP1");
}

TEST_F(EwsClientTest, NeverLetsTheTransportRepeatASend) {
  transport_.Reply(200, AnswerOf("CreateItem", SuccessMessage("CreateItem")));
  client_.Call(CreateItem());
  EXPECT_FALSE(transport_.requests()[0].repeatable);
}

TEST_F(EwsClientTest, TakesAnotherTokenOnceAfter401) {
  transport_.Reply(401, "");
  ReplyFolder();
  EXPECT_EQ(client_.Call(GetFolder()).id, "F");
  EXPECT_THAT(tokens_.refused(), ElementsAre("Bearer token-1"));
  ASSERT_EQ(transport_.requests().size(), 2u);
  EXPECT_EQ(HeaderOf(transport_.requests()[1], "Authorization"),
            "Bearer token-2");
}

TEST_F(EwsClientTest, ReadsAFaultWhateverItsStatus) {
  for (const int status : {200, 400, 500}) {
    transport_.Reply(status, FaultOf("ErrorNonExistentMailbox",
                                     "There is no such mailbox."));
    const auto error = Refused<ServerError>();
    EXPECT_EQ(error.response_code(), "ErrorNonExistentMailbox");
    EXPECT_EQ(error.http_status(), status);
    EXPECT_STREQ(
        error.what(),
        "GetFolder on customer@contoso.test was refused: "
        "ErrorNonExistentMailbox. There is no such mailbox. No mailbox "
        "has this address: check the key `mailbox` (or `user`) of the "
        "connection.");
  }
}

TEST_F(EwsClientTest, NamesTheBackOff) {
  transport_.Reply(
      500, FaultOf("ErrorServerBusy", "Busy",
                   "<t:MessageXml><t:Value Name=\"BackOffMilliseconds\">1500"
                   "</t:Value></t:MessageXml>"));
  EXPECT_THAT(Refused<ServerError>().what(),
              AllOf(HasSubstr("ErrorServerBusy. Busy. "),
                    HasSubstr("to be left alone for 1500 ms.")));
}

TEST_F(EwsClientTest, ReportsAnItemThatIsRefused) {
  transport_.Reply(
      200, AnswerOf("GetFolder", ErrorMessage("GetFolder", "ErrorMadeUp")));
  const auto error = Refused<ServerError>();
  EXPECT_EQ(error.response_code(), "ErrorMadeUp");
  EXPECT_EQ(error.http_status(), 200);
  EXPECT_THAT(error.what(), HasSubstr("What the code means: https://"));
}

TEST_F(EwsClientTest, GivesEachItemItsOutcome) {
  transport_.Reply(
      200, AnswerOf("GetItem",
                    SuccessMessage("GetItem",
                                   "<m:Items><t:Message><t:ItemId Id=\"A\"/>"
                                   "</t:Message></m:Items>") +
                        ErrorMessage("GetItem", "ErrorItemNotFound")));
  GetItem request;
  request.ids = {{"A", ""}, {"B", ""}};
  const auto outcomes = client_.CallEach(request);
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_TRUE(outcomes[0].status.ok());
  EXPECT_EQ(outcomes[0].value.item.id, "A");
  EXPECT_EQ(outcomes[1].status.code, "ErrorItemNotFound");
}

TEST_F(EwsClientTest, SaysWhatItCouldNotRead) {
  for (const std::string& body :
       {std::string("<html><title>Sign in</title></html>"), std::string(""),
        std::string("{\"error\":1}"), AnswerOf("GetFolder", ""),
        AnswerOf("GetFolder", SuccessMessage("GetFolder"))}) {
    transport_.Reply(200, body);
    const auto error = Refused<ProtocolError>();
    EXPECT_EQ(error.operation(), "GetFolder") << body;
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("GetFolder on customer@contoso.test"),
                      HasSubstr("cannot be read")))
        << body;
  }
  transport_.Reply(200, "<html><title>Sign in</title></html>");
  EXPECT_EQ(Refused<ProtocolError>().excerpt(),
            "<html><title>Sign in</title></html>");
}

TEST_F(EwsClientTest, MakesServerTextHarmless) {
  transport_.Reply(500, FaultOf("ErrorX", "line\n[  PASSED  ] 1 test"));
  EXPECT_THAT(Refused<ServerError>().what(),
              AllOf(Not(HasSubstr("\n")), Not(HasSubstr("[  PASSED  ]"))));
}

TEST_F(EwsClientTest, NeverRepeatsATokenThatAServerEchoes) {
  transport_.Reply(500, "<html>Authorization: Bearer token-1</html>");
  EXPECT_THAT(Refused<ServerError>().what(), Not(HasSubstr("token-1")));
  transport_.Reply(200, "<html>Authorization: Bearer token-1</html>");
  const auto error = Refused<ProtocolError>();
  EXPECT_THAT(error.what(), Not(HasSubstr("token-1")));
  EXPECT_THAT(error.excerpt(), Not(HasSubstr("token-1")));
  transport_.Reply(500, FaultOf("ErrorX", "You sent Bearer token-1"));
  EXPECT_THAT(Refused<ServerError>().what(), Not(HasSubstr("token-1")));
}

TEST_F(EwsClientTest, SaysThatTheMailboxWasClosed) {
  ReplyFolder();
  closing_.Cancel();
  const auto error = Refused<ConnectionError>();
  EXPECT_EQ(error.kind(), ConnectionError::Kind::kCancelled);
  EXPECT_THAT(error.what(), HasSubstr("this mailbox was closed"));
}

TEST_F(EwsClientTest, KeepsToTheServerThatHasTheSubscription) {
  const std::string answer = AnswerOf(
      "Subscribe",
      SuccessMessage("Subscribe", "<m:SubscriptionId>N1</m:SubscriptionId>"));
  transport_.Reply(200, answer,
                   {{"Set-Cookie", "exchangecookie=1; path=/"},
                    {"Set-Cookie", "X-BackEndOverrideCookie=abc~1; path=/"}});
  transport_.Reply(200, answer);
  ReplyFolder();
  Subscribe request;
  request.folders = {Folder::kInbox};
  client_.Call(request);
  client_.Call(request);
  client_.Call(GetFolder());
  const auto requests = transport_.requests();
  EXPECT_EQ(HeaderOf(requests[0], "X-PreferServerAffinity"), "true");
  EXPECT_EQ(HeaderOf(requests[0], "Cookie"), "");
  EXPECT_EQ(HeaderOf(requests[1], "Cookie"), "X-BackEndOverrideCookie=abc~1");
  EXPECT_EQ(HeaderOf(requests[2], "Cookie"), "");
  client_.ForgetAffinity();
  transport_.Reply(200, answer);
  client_.Call(request);
  EXPECT_EQ(HeaderOf(transport_.requests()[3], "Cookie"), "");
}

}  // namespace
}  // namespace letterbox::ews
