// The service as older and newer Exchange is, with limits, and with several
// servers behind it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/ews_items.h"

namespace letterbox::exchange {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using xml::M;
using xml::T;
using Version = EmbeddedExchange::Version;

const std::string kInbox =
    "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>"
    "</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id='inbox'/>"
    "</m:FolderIds></m:GetFolder>";

ServiceSettings Like(Version version, bool has_limits = false) {
  return {&VersionOf(version), has_limits, 1};
}

Reply AskAs(EwsClient& client, const std::string& operation,
            const std::string& requested) {
  std::string envelope = EwsClient::Envelope(operation, "anna@contoso.test");
  const std::string usual = "Exchange2013_SP1";
  envelope.replace(envelope.find(usual), usual.size(), requested);
  Caller application;
  application.app_only = true;
  return client.AskWhole(envelope, application);
}

std::string Subscribed(EwsClient& client) {
  return AskAs(client,
               "<m:Subscribe><m:StreamingSubscriptionRequest "
               "SubscribeToAllFolders='true'><t:EventTypes><t:EventType>"
               "NewMailEvent</t:EventType></t:EventTypes>"
               "</m:StreamingSubscriptionRequest></m:Subscribe>",
               "Exchange2010_SP2")
      .Find(M("SubscriptionId"))
      .Text();
}

std::string Stream(const std::string& id) {
  return "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>" + id +
         "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1"
         "</m:ConnectionTimeout></m:GetStreamingEvents>";
}

TEST(Versions, SayWhichTheyAre) {
  EwsClient old(Like(Version::kExchange2010Sp2));
  const Reply reply = AskAs(old, kInbox, "Exchange2010_SP2");
  EXPECT_THAT(reply.envelope, StartsWith("<soap:Envelope"));
  EXPECT_THAT(reply.envelope, HasSubstr("MajorVersion=\"14\""));
  EwsClient online(Like(Version::kOnline));
  EXPECT_THAT(AskAs(online, kInbox, "V2018_01_08").envelope,
              HasSubstr("Version=\"V2018_01_08\""));
}

TEST(Versions, TakeNoRequestsOfTheFuture) {
  struct {
    Version server;
    const char* requested;
    const char* code;
  } constexpr kCases[] = {
      {Version::kExchange2010Sp2, "Exchange2007_SP1", "NoError"},
      {Version::kExchange2010Sp2, "Exchange2013", "ErrorInvalidServerVersion"},
      {Version::kExchange2013Sp1, "Exchange2013_SP1", "NoError"},
      {Version::kExchange2013Sp1, "Exchange2016", "ErrorInvalidServerVersion"},
      {Version::kExchange2013Sp1, "V2017_07_11", "ErrorInvalidServerVersion"},
      {Version::kExchange2016, "Exchange2016", "NoError"},
      {Version::kExchange2016, "V2018_01_08", "ErrorInvalidServerVersion"},
      {Version::kOnline, "V2018_01_08", "NoError"},
      {Version::kOnline, "Exchange2019", "ErrorInvalidServerVersion"},
  };
  for (const auto& one : kCases) {
    EwsClient client(Like(one.server));
    EXPECT_EQ(AskAs(client, kInbox, one.requested).code(), one.code)
        << one.requested;
  }
}

TEST(Versions, KnowNoPropertiesAndOperationsOfTheFuture) {
  for (const Version version : {Version::kExchange2010Sp2, Version::kOnline}) {
    EwsClient client(Like(version));
    client.store.Deliver("anna@contoso.test", SmallMail("one"));
    const std::string id = [&] {
      const Reply found = AskAs(client, FindInbox(""), "Exchange2010_SP2");
      return AttributeOf(found.Find(T("ItemId")), "Id");
    }();
    const Reply all = AskAs(client, Get(kAll, id), "Exchange2010_SP2");
    EXPECT_EQ(all.code(), "NoError");
    EXPECT_FALSE(all.Find(T("Flag")));
    EXPECT_EQ(
        AskAs(client,
              Get(IdOnlyWith("<t:FieldURI FieldURI='item:Preview'/>"), id),
              "Exchange2010_SP2")
            .code(),
        "ErrorSchemaValidation");
    EXPECT_EQ(AskAs(client,
                    "<m:MarkAllItemsAsRead><m:ReadFlag>true</m:ReadFlag>"
                    "<m:SuppressReadReceipts>true</m:SuppressReadReceipts>"
                    "<m:FolderIds><t:DistinguishedFolderId Id='inbox'/>"
                    "</m:FolderIds></m:MarkAllItemsAsRead>",
                    "Exchange2010_SP2")
                  .code(),
              "ErrorInvalidRequest");
  }
}

TEST(Versions, GiveAnOldClientNoPartOfWhatItFound) {
  EwsClient client;
  const auto& mailbox = client.store.FindMailbox("anna@contoso.test");
  const ItemContent content =
      ContentOf(Email::FromMime("Subject: x\r\n\r\n"), client.now);
  for (int i = 0; i < 1001; ++i) {
    mailbox->Add(*mailbox->FindFolder("inbox"), content);
  }
  const std::string page =
      "<m:IndexedPageItemView MaxEntriesReturned='1000' Offset='0' "
      "BasePoint='Beginning'/>";
  EXPECT_EQ(AskAs(client, FindInbox(""), "Exchange2010_SP2").code(),
            "ErrorExceededFindCountLimit");
  EXPECT_EQ(AskAs(client, FindInbox("", page), "Exchange2010_SP2").code(),
            "NoError");
  const Reply part = AskAs(client, FindInbox(""), "Exchange2013");
  EXPECT_EQ(part.code(), "NoError");
  EXPECT_EQ(AttributeOf(part.Find(M("RootFolder")), "IncludesLastItemInRange"),
            "false");
}

TEST(Versions, StreamInTheWayOfTheirTime) {
  EwsClient online(Like(Version::kOnline));
  const auto stream = online.Open(Stream(Subscribed(online)));
  EXPECT_THAT(stream->envelopes.at(0), StartsWith("<Envelope xmlns="));
  EXPECT_EQ(stream->envelope(0).code(), "NoError");
}

TEST(Limits, HoldWhereTheyAreAskedFor) {
  EwsClient client(Like(Version::kExchange2013Sp1, true));
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(client.Open(Stream(Subscribed(client)))->has_ended);
  }
  const std::string fourth = Subscribed(client);
  const auto refused = client.Open(Stream(fourth));
  EXPECT_EQ(refused->status, 500);
  EXPECT_EQ(refused->envelope(0).code(), "ErrorExceededConnectionCount");
  // The newest stream of a subscription takes the place of its last.
  client.Pass(std::chrono::minutes(2));
  EXPECT_FALSE(client.Open(Stream(fourth))->has_ended);
}

TEST(Limits, CountTheSubscriptionsOfAMailbox) {
  EwsClient client(Like(Version::kOnline, true));
  for (int i = 0; i < 20; ++i) EXPECT_NE(Subscribed(client), "");
  EXPECT_EQ(Subscribed(client), "");
}

TEST(BackEnds, KnowTheirOwnSubscriptionsOnly) {
  EwsClient client;
  Caller application;
  application.app_only = true;
  const std::string id = Subscribed(client);  // at the first one
  const auto ask = [&](int back_end) {
    const auto sink = std::make_shared<StreamReply>();
    client.endpoint->Answer(
        EwsClient::Envelope(Stream(id), "anna@contoso.test"), application, sink,
        back_end);
    return sink->envelope(0).code();
  };
  EXPECT_EQ(ask(1), "ErrorSubscriptionNotFound");
  EXPECT_EQ(ask(0), "NoError");
}

}  // namespace
}  // namespace letterbox::exchange
