// What fails as a whole, and who may do what.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "exchange/ews_client.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using xml::E;
using xml::Soap;
using xml::T;

constexpr char kGetInbox[] =
    R"(<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape>)"
    R"(</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/>)"
    R"(</m:FolderIds></m:GetFolder>)";

// The same in an envelope with other prefixes and a default namespace.
std::string Bare(const std::string& header) {
  return R"(<?xml version="1.0" encoding="utf-8"?>)"
         R"(<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">)"
         R"(<soap:Header xmlns="http://schemas.microsoft.com/exchange/services/2006/types">)" +
         header +
         R"(</soap:Header><soap:Body>)"
         R"(<GetFolder xmlns="http://schemas.microsoft.com/exchange/services/2006/messages")"
         R"( xmlns:x="http://schemas.microsoft.com/exchange/services/2006/types">)"
         R"(<FolderShape><x:BaseShape>IdOnly</x:BaseShape></FolderShape><FolderIds>)"
         R"(<x:DistinguishedFolderId Id="inbox"/></FolderIds></GetFolder>)"
         R"(</soap:Body></soap:Envelope>)";
}

Caller Application() {
  Caller caller;
  caller.app_only = true;
  return caller;
}

Caller Anna() {
  Caller caller;
  caller.user = "anna@contoso.test";
  return caller;
}

std::string Impersonating(const std::string& element, const std::string& user) {
  return "<ExchangeImpersonation><ConnectingSID><" + element + ">" + user +
         "</" + element + "></ConnectingSID></ExchangeImpersonation>";
}

TEST(EwsFaults, HaveTheFormOfExchange) {
  EwsClient client;
  const Reply reply = client.Ask(
      R"(<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape>)"
      R"(</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbx"/>)"
      R"(</m:FolderIds></m:GetFolder>)");
  EXPECT_EQ(reply.status, 500);
  ASSERT_TRUE(reply.body().Is(Soap("Fault")));
  EXPECT_EQ(reply.body().ChildText({"", "faultcode"}),
            "a:ErrorSchemaValidation");
  EXPECT_THAT(reply.body().ChildText({"", "faultstring"}), HasSubstr("'inbx'"));
  const xml::Element detail = reply.body().Child({"", "detail"});
  EXPECT_EQ(detail.ChildText(E("ResponseCode")), "ErrorSchemaValidation");
  EXPECT_THAT(detail.ChildText(E("Message")), HasSubstr("'inbx'"));
  EXPECT_THAT(detail.Child(T("MessageXml")).ChildText(T("Violation")),
              HasSubstr("DistinguishedFolderIdNameType"));
}

TEST(EwsFaults, AreGivenForWhatIsNoRequest) {
  EwsClient client;
  const char* const kBodies[] = {
      "",
      "no xml",
      "<a",
      "<a/>",
      "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>)",
      R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><a/></s:Body></s:Envelope>)",
  };
  for (const char* body : kBodies) {
    const Reply reply = client.AskWhole(body, Application());
    EXPECT_EQ(reply.status, 500) << body;
    EXPECT_EQ(reply.code(), "ErrorInvalidRequest") << body;
  }
}

TEST(EwsFaults, NameTheUnknownOperation) {
  EwsClient client;
  const Reply reply = client.Ask("<m:GetLunch/>");
  EXPECT_EQ(reply.code(), "ErrorInvalidRequest");
  EXPECT_THAT(reply.envelope, HasSubstr("GetLunch"));
  EXPECT_EQ(client.Ask("<t:GetFolder/>").code(), "ErrorInvalidRequest");
}

struct Broken {
  const char* what;
  const char* operation;
};
void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.what; }

class BrokenRequests : public testing::TestWithParam<Broken> {};

TEST_P(BrokenRequests, BreakTheSchema) {
  EwsClient client;
  const Reply reply = client.Ask(GetParam().operation);
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.code(), "ErrorSchemaValidation");
}

const Broken kBroken[] = {
    {"NoShape", "<m:GetItem/>"},
    {"NoIds",
     "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
     "<m:ItemIds/></m:GetItem>"},
    {"UnknownShape",
     "<m:GetItem><m:ItemShape><t:BaseShape>Some</t:BaseShape></m:ItemShape>"
     "<m:ItemIds><t:ItemId Id='x'/></m:ItemIds></m:GetItem>"},
    {"IdWithoutId",
     "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
     "<m:ItemIds><t:ItemId/></m:ItemIds></m:GetItem>"},
    {"UnknownFieldURI",
     "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
     "<t:AdditionalProperties><t:FieldURI FieldURI='Subject'/>"
     "</t:AdditionalProperties></m:ItemShape>"
     "<m:ItemIds><t:ItemId Id='x'/></m:ItemIds></m:GetItem>"},
    {"NoTraversal",
     "<m:FindItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
     "<m:ParentFolderIds><t:DistinguishedFolderId Id='inbox'/>"
     "</m:ParentFolderIds></m:FindItem>"},
    {"UnknownDisposition",
     "<m:CreateItem MessageDisposition='SendNow'><m:Items><t:Message/>"
     "</m:Items></m:CreateItem>"},
    {"TooManyChanges",
     "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
     "</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id='inbox'/>"
     "</m:SyncFolderId><m:MaxChangesReturned>513</m:MaxChangesReturned>"
     "</m:SyncFolderItems>"},
    {"TooLongConnection",
     "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>x"
     "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>31"
     "</m:ConnectionTimeout></m:GetStreamingEvents>"},
    {"UnknownEvent",
     "<m:Subscribe><m:StreamingSubscriptionRequest "
     "SubscribeToAllFolders='true'>"
     "<t:EventTypes><t:EventType>StatusEvent</t:EventType></t:EventTypes>"
     "</m:StreamingSubscriptionRequest></m:Subscribe>"},
};

INSTANTIATE_TEST_SUITE_P(All, BrokenRequests, testing::ValuesIn(kBroken),
                         [](const auto& info) { return info.param.what; });

TEST(EwsVersions, AreChecked) {
  EwsClient client;
  const std::string user = Impersonating("SmtpAddress", "anna@contoso.test");
  for (const char* version : {"Exchange2007_SP1", "Exchange2010_SP2",
                              "Exchange2016", "V2017_07_11"}) {
    EXPECT_EQ(client
                  .AskWhole(Bare("<RequestServerVersion Version='" +
                                 std::string(version) + "'/>" + user),
                            Application())
                  .code(),
              "NoError")
        << version;
  }
  for (const char* version : {"Exchange2019", "", "exchange2016"}) {
    EXPECT_EQ(client
                  .AskWhole(Bare("<RequestServerVersion Version='" +
                                 std::string(version) + "'/>" + user),
                            Application())
                  .code(),
              "ErrorInvalidServerVersion")
        << version;
  }
}

TEST(EwsVersions, AreToldInEveryAnswer) {
  EwsClient client;
  const Reply reply = client.Ask(kGetInbox);
  const xml::Element version = reply.document->root()
                                   .Child(Soap("Header"))
                                   .Child(T("ServerVersionInfo"));
  EXPECT_EQ(AttributeOf(version, "MajorVersion"), "15");
  EXPECT_THAT(reply.envelope, StartsWith("<s:Envelope"));
}

TEST(EwsCallers, AnApplicationMustImpersonate) {
  EwsClient client;
  const Reply reply = client.AskWhole(Bare(""), Application());
  EXPECT_EQ(reply.code(), "ErrorInvalidExchangeImpersonationHeaderData");
  EXPECT_THAT(reply.envelope, HasSubstr("must be present"));
  for (const char* element :
       {"PrimarySmtpAddress", "SmtpAddress", "PrincipalName"}) {
    EXPECT_EQ(client
                  .AskWhole(Bare(Impersonating(element, "ben@contoso.test")),
                            Application())
                  .code(),
              "NoError")
        << element;
  }
  EXPECT_EQ(client
                .AskWhole(Bare(Impersonating("SmtpAddress", "no@contoso.test")),
                          Application())
                .code(),
            "ErrorNonExistentMailbox");
}

TEST(EwsCallers, AUserMayActAsNobodyElse) {
  EwsClient client;
  EXPECT_EQ(client.AskWhole(Bare(""), Anna()).code(), "NoError");
  EXPECT_EQ(
      client
          .AskWhole(Bare(Impersonating("SmtpAddress", "Anna@contoso.test")),
                    Anna())
          .code(),
      "NoError");
  EXPECT_EQ(
      client
          .AskWhole(Bare(Impersonating("SmtpAddress", "ben@contoso.test")),
                    Anna())
          .code(),
      "ErrorInvalidExchangeImpersonationHeaderData");
}

TEST(EwsCallers, AUserWithAPasswordMayActAsNobodyElse) {
  EwsClient client;
  Caller anna = Anna();
  anna.has_token = false;
  const auto code = [&](const std::string& user) {
    return client.AskWhole(Bare(Impersonating("SmtpAddress", user)), anna)
        .code();
  };
  EXPECT_EQ(code("anna@contoso.test"), "NoError");
  EXPECT_EQ(code("ben@contoso.test"), "ErrorImpersonateUserDenied");
}

TEST(EwsCallers, AUserOpensTheOwnMailboxOnly) {
  EwsClient client;
  const auto ask = [&](const std::string& owner, const Caller& caller) {
    const std::string operation =
        R"(<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>)"
        R"(</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox">)"
        R"(<t:Mailbox><t:EmailAddress>)" +
        owner +
        R"(</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>)"
        R"(</m:FolderIds></m:GetFolder>)";
    return client.AskWhole(EwsClient::Envelope(operation, "anna@contoso.test"),
                           caller);
  };
  EXPECT_EQ(ask("anna@contoso.test", Anna()).code(), "NoError");
  const Reply other = ask("ben@contoso.test", Anna());
  EXPECT_EQ(other.code(), "ErrorAccessDenied");
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(ask("ben@contoso.test", Application()).code(), "NoError");
  EXPECT_EQ(ask("no@contoso.test", Anna()).code(), "ErrorNonExistentMailbox");
}

TEST(EwsObserver, SeesEveryRequest) {
  EwsClient client;
  client.Ask(kGetInbox);
  client.Ask("<m:GetLunch/>");
  client.AskWhole("no xml", Application());
  EXPECT_THAT(client.requests,
              testing::ElementsAre("GetFolder", "GetLunch", ""));
}

}  // namespace
}  // namespace letterbox::exchange
