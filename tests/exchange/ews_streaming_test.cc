// Subscriptions and the answers that go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ews_client.h"

namespace letterbox::exchange {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::SizeIs;
using xml::M;
using xml::T;

std::string SubscribeTo(const std::string& folder, const std::string& events) {
  std::string types;
  for (std::size_t at = 0; at < events.size();) {
    const std::size_t end = std::min(events.find(' ', at), events.size());
    types += "<t:EventType>" + events.substr(at, end - at) + "</t:EventType>";
    at = end + 1;
  }
  return "<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds>"
         "<t:DistinguishedFolderId Id='" +
         folder + "'/></t:FolderIds><t:EventTypes>" + types +
         "</t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>";
}

std::string Stream(const std::vector<std::string>& ids, int timeout = 30) {
  std::string text = "<m:GetStreamingEvents><m:SubscriptionIds>";
  for (const std::string& id : ids) {
    text += "<t:SubscriptionId>" + id + "</t:SubscriptionId>";
  }
  return text + "</m:SubscriptionIds><m:ConnectionTimeout>" +
         std::to_string(timeout) +
         "</m:ConnectionTimeout></m:GetStreamingEvents>";
}

std::string IdIn(const Reply& reply) {
  return reply.message().ChildText(M("SubscriptionId"));
}

std::string StatusIn(const Reply& reply) {
  return reply.message().ChildText(M("ConnectionStatus"));
}

// The names of the events in one envelope.
std::vector<std::string> EventsIn(const Reply& reply) {
  std::vector<std::string> events;
  for (const xml::Element notification :
       reply.message().Child(M("Notifications"))) {
    EXPECT_TRUE(notification.Is(M("Notification")));
    for (const xml::Element event : notification) {
      if (!event.Is(T("SubscriptionId"))) {
        events.emplace_back(event.local());
      }
    }
  }
  return events;
}

class Streaming : public testing::Test {
 protected:
  std::string Subscribe(const std::string& folder = "inbox",
                        const std::string& events = "NewMailEvent") {
    const Reply reply = client_.Ask(SubscribeTo(folder, events));
    EXPECT_EQ(reply.code(), "NoError");
    return IdIn(reply);
  }

  void Deliver(const std::string& subject) {
    client_.store.Deliver("anna@contoso.test", SmallMail(subject));
  }

  EwsClient client_;
};

TEST_F(Streaming, AnswersAtOnceAndThenWhatHappens) {
  const auto stream = client_.Open(Stream({Subscribe()}));
  ASSERT_THAT(stream->envelopes, SizeIs(1));
  EXPECT_EQ(StatusIn(stream->envelope(0)), "OK");
  Deliver("one");
  client_.Pass(milliseconds(0));
  ASSERT_THAT(stream->envelopes, SizeIs(2));
  const Reply told = stream->envelope(1);
  EXPECT_THAT(EventsIn(told), ElementsAre("NewMailEvent"));
  EXPECT_EQ(AttributeOf(told.Find(T("ItemId")), "Id"), client_.Ids().at(0));
  EXPECT_FALSE(told.Find(T("TimeStamp")).Text().empty());
  EXPECT_FALSE(stream->has_ended);
}

TEST_F(Streaming, TellsOfOneMailInOneEnvelope) {
  const auto stream = client_.Open(
      Stream({Subscribe("inbox", "CreatedEvent NewMailEvent ModifiedEvent")}));
  Deliver("one");
  client_.Pass(milliseconds(0));
  const Reply told = stream->envelope(1);
  EXPECT_THAT(EventsIn(told),
              ElementsAre("CreatedEvent", "NewMailEvent", "ModifiedEvent"));
  EXPECT_EQ(told.Find(T("UnreadCount")).Text(), "1");
}

TEST_F(Streaming, KeepsWhatHappensBetweenTwoConnections) {
  const std::string id = Subscribe();
  Deliver("before");
  const auto first = client_.Open(Stream({id}));
  ASSERT_THAT(first->envelopes, SizeIs(2));
  first->gone();
  Deliver("between");
  client_.Pass(minutes(5));
  EXPECT_THAT(first->envelopes, SizeIs(2));
  const auto second = client_.Open(Stream({id}));
  ASSERT_THAT(second->envelopes, SizeIs(2));
  EXPECT_THAT(EventsIn(second->envelope(1)), ElementsAre("NewMailEvent"));
}

TEST_F(Streaming, BeatsAndEndsInTime) {
  const auto stream = client_.Open(Stream({Subscribe()}, 2));
  client_.Pass(seconds(44));
  EXPECT_THAT(stream->envelopes, SizeIs(1));
  client_.Pass(seconds(2));
  ASSERT_THAT(stream->envelopes, SizeIs(2));
  EXPECT_EQ(StatusIn(stream->envelope(1)), "OK");
  client_.Pass(seconds(73));
  EXPECT_FALSE(stream->has_ended);
  client_.Pass(seconds(2));
  EXPECT_TRUE(stream->has_ended);
  EXPECT_EQ(StatusIn(stream->envelope(stream->envelopes.size() - 1)), "Closed");
  const std::size_t count = stream->envelopes.size();
  Deliver("late");
  client_.Pass(minutes(5));
  EXPECT_THAT(stream->envelopes, SizeIs(count));
}

TEST_F(Streaming, TellsOfSeveralSubscriptions) {
  const std::string inbox = Subscribe();
  const std::string drafts = Subscribe("drafts", "CreatedEvent");
  const auto stream = client_.Open(Stream({inbox, drafts, inbox}));
  Deliver("one");
  UserMailbox& anna = *client_.store.FindMailbox("anna@contoso.test");
  anna.Add(*anna.FindFolder("drafts"), {});
  client_.Pass(milliseconds(0));
  ASSERT_THAT(stream->envelopes, SizeIs(2));
  EXPECT_THAT(EventsIn(stream->envelope(1)),
              ElementsAre("NewMailEvent", "CreatedEvent"));
}

TEST_F(Streaming, EndsForAnUnknownSubscription) {
  const std::string good = Subscribe();
  const auto stream = client_.Open(Stream({good, "unknown"}));
  ASSERT_THAT(stream->envelopes, SizeIs(1));
  const Reply reply = stream->envelope(0);
  EXPECT_EQ(reply.code(), "ErrorSubscriptionNotFound");
  EXPECT_EQ(reply.message()
                .Child(M("ErrorSubscriptionIds"))
                .ChildText(M("SubscriptionId")),
            "unknown");
  EXPECT_EQ(StatusIn(reply), "Closed");
  EXPECT_TRUE(stream->has_ended);
  // The good one is unharmed.
  EXPECT_EQ(StatusIn(client_.Open(Stream({good}))->envelope(0)), "OK");
}

TEST_F(Streaming, TheNewestConnectionHasTheSubscription) {
  const std::string id = Subscribe();
  const auto old = client_.Open(Stream({id}));
  const auto fresh = client_.Open(Stream({id}));
  EXPECT_TRUE(old->has_ended);
  EXPECT_EQ(old->envelope(1).code(), "ErrorNewEventStreamConnectionOpened");
  Deliver("one");
  client_.Pass(milliseconds(0));
  EXPECT_THAT(old->envelopes, SizeIs(2));
  EXPECT_THAT(fresh->envelopes, SizeIs(2));
}

TEST_F(Streaming, UnsubscribingEndsTheConnection) {
  const std::string id = Subscribe();
  const auto stream = client_.Open(Stream({id}));
  const std::string unsubscribe = "<m:Unsubscribe><m:SubscriptionId>" + id +
                                  "</m:SubscriptionId></m:Unsubscribe>";
  EXPECT_EQ(client_.Ask(unsubscribe).code(), "NoError");
  EXPECT_TRUE(stream->has_ended);
  EXPECT_EQ(stream->envelope(1).code(), "ErrorSubscriptionUnsubscribed");
  EXPECT_EQ(client_.Ask(unsubscribe).code(), "ErrorSubscriptionNotFound");
}

TEST_F(Streaming, ForgetsASubscriptionThatNobodyUses) {
  const std::string id = Subscribe();
  client_.Pass(minutes(31));
  EXPECT_EQ(client_.Open(Stream({id}))->envelope(0).code(),
            "ErrorSubscriptionNotFound");
}

TEST_F(Streaming, TheServerEndsWithItsStreams) {
  const auto stream = client_.Open(Stream({Subscribe()}));
  client_.endpoint.reset();
  EXPECT_TRUE(stream->has_ended);
  EXPECT_EQ(StatusIn(stream->envelope(1)), "Closed");
}

TEST_F(Streaming, ToldMovesNameTheOldPlace) {
  Deliver("one");
  const std::string old_id = client_.Ids().at(0);
  const auto stream =
      client_.Open(Stream({Subscribe("inbox", "MovedEvent DeletedEvent")}));
  client_.Ask("<m:DeleteItem DeleteType='MoveToDeletedItems'><m:ItemIds>" +
              ItemIds({old_id}) + "</m:ItemIds></m:DeleteItem>");
  client_.Pass(milliseconds(0));
  const Reply told = stream->envelope(1);
  EXPECT_THAT(EventsIn(told), ElementsAre("MovedEvent"));
  EXPECT_EQ(AttributeOf(told.Find(T("OldItemId")), "Id"), old_id);
  EXPECT_EQ(AttributeOf(told.Find(T("ItemId")), "Id"),
            client_.Ids("deleteditems").at(0));
}

TEST_F(Streaming, RefusesWhatIsNoSubscription) {
  const std::string types =
      "<t:EventTypes><t:EventType>NewMailEvent</t:EventType></t:EventTypes>";
  EXPECT_EQ(client_
                .Ask("<m:Subscribe><m:StreamingSubscriptionRequest>" + types +
                     "</m:StreamingSubscriptionRequest></m:Subscribe>")
                .code(),
            "ErrorInvalidSubscriptionRequest");
  EXPECT_EQ(client_
                .Ask("<m:Subscribe><m:StreamingSubscriptionRequest "
                     "SubscribeToAllFolders='true'>" +
                     types + "</m:StreamingSubscriptionRequest></m:Subscribe>")
                .code(),
            "NoError");
}

// ---- pull ----

class Pulling : public Streaming {
 protected:
  Reply GetEvents(const std::string& id, const std::string& watermark) {
    return client_.Ask("<m:GetEvents><m:SubscriptionId>" + id +
                       "</m:SubscriptionId><m:Watermark>" + watermark +
                       "</m:Watermark></m:GetEvents>");
  }

  Reply SubscribePull() {
    return client_.Ask(
        "<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds>"
        "<t:DistinguishedFolderId Id='inbox'/></t:FolderIds><t:EventTypes>"
        "<t:EventType>NewMailEvent</t:EventType></t:EventTypes>"
        "<t:Timeout>10</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>");
  }
};

TEST_F(Pulling, TellsEachEventUntilItsWatermarkComesBack) {
  const Reply subscribed = SubscribePull();
  const std::string id = IdIn(subscribed);
  const std::string start = subscribed.message().ChildText(M("Watermark"));
  EXPECT_TRUE(GetEvents(id, start).Find(T("StatusEvent")));
  Deliver("one");
  Deliver("two");
  const Reply both = GetEvents(id, start);
  EXPECT_TRUE(both.Find(T("NewMailEvent")).Next(T("NewMailEvent")));
  const std::string read_one =
      both.Find(T("NewMailEvent")).ChildText(T("Watermark"));
  const Reply second = GetEvents(id, read_one);
  EXPECT_FALSE(second.Find(T("NewMailEvent")).Next(T("NewMailEvent")));
  EXPECT_EQ(GetEvents(id, start).code(), "ErrorInvalidWatermark");
  EXPECT_EQ(GetEvents(id, "?").code(), "ErrorInvalidWatermark");
}

TEST_F(Pulling, EndsWhenNobodyAsksInTime) {
  const Reply subscribed = SubscribePull();
  const std::string start = subscribed.message().ChildText(M("Watermark"));
  client_.Pass(minutes(9));
  EXPECT_EQ(GetEvents(IdIn(subscribed), start).code(), "NoError");
  client_.Pass(minutes(11));
  EXPECT_EQ(GetEvents(IdIn(subscribed), start).code(),
            "ErrorSubscriptionNotFound");
}

TEST_F(Pulling, IsNotStreaming) {
  EXPECT_EQ(client_.Open(Stream({IdIn(SubscribePull())}))->envelope(0).code(),
            "ErrorInvalidSubscription");
  EXPECT_EQ(GetEvents(Subscribe(), "x").code(),
            "ErrorInvalidPullSubscriptionId");
}

}  // namespace
}  // namespace letterbox::exchange
