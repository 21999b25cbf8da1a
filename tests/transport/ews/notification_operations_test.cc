// What the operations of notifications ask, and what they read. All XML here is
// made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "ews/operations/get_events.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/unsubscribe.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

TEST(Subscribe, AsksForWhateverComesIn) {
  Subscribe request;
  request.folders = {Folder::kInbox, Folder::kDeletedItems};
  EXPECT_EQ(RequestOf(request),
            "<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds>"
            "<t:DistinguishedFolderId Id=\"inbox\"/>"
            "<t:DistinguishedFolderId Id=\"deleteditems\"/></t:FolderIds>"
            "<t:EventTypes><t:EventType>NewMailEvent</t:EventType>"
            "<t:EventType>CreatedEvent</t:EventType>"
            "<t:EventType>MovedEvent</t:EventType>"
            "<t:EventType>CopiedEvent</t:EventType></t:EventTypes>"
            "</m:StreamingSubscriptionRequest></m:Subscribe>");
}

TEST(Subscribe, ReadsTheSubscription) {
  EXPECT_EQ(ReadInside<Subscribe>("<m:SubscriptionId>N1</m:SubscriptionId>")
                .subscription,
            "N1");
  EXPECT_THROW(ReadInside<Subscribe>(""), xml::ParseError);
}

TEST(Subscribe, AsksForASubscriptionThatIsPulled) {
  Subscribe request;
  request.kind = Subscribe::Kind::kPull;
  request.folders = {FolderId("F&1")};
  request.minutes = 60;
  EXPECT_EQ(RequestOf(request),
            "<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds>"
            "<t:FolderId Id=\"F&amp;1\"/></t:FolderIds>"
            "<t:EventTypes><t:EventType>NewMailEvent</t:EventType>"
            "<t:EventType>CreatedEvent</t:EventType>"
            "<t:EventType>MovedEvent</t:EventType>"
            "<t:EventType>CopiedEvent</t:EventType></t:EventTypes>"
            "<t:Timeout>60</t:Timeout></m:PullSubscriptionRequest>"
            "</m:Subscribe>");
  EXPECT_EQ(ReadInside<Subscribe>("<m:SubscriptionId>N1</m:SubscriptionId>"
                                  "<m:Watermark>W0</m:Watermark>")
                .watermark,
            "W0");
}

TEST(GetEvents, AsksFromAWatermark) {
  GetEvents request;
  request.subscription = "N1";
  request.watermark = "W0";
  EXPECT_EQ(RequestOf(request),
            "<m:GetEvents><m:SubscriptionId>N1</m:SubscriptionId>"
            "<m:Watermark>W0</m:Watermark></m:GetEvents>");
}

TEST(GetEvents, ReadsEventsAndTheLastWatermark) {
  const GetEvents::Result result = ReadInside<GetEvents>(
      "<m:Notification><t:SubscriptionId>N1</t:SubscriptionId>"
      "<t:PreviousWatermark>W0</t:PreviousWatermark>"
      "<t:MoreEvents>true</t:MoreEvents>"
      "<t:CreatedEvent><t:Watermark>W1</t:Watermark></t:CreatedEvent>"
      "<t:NewMailEvent><t:Watermark>W2</t:Watermark></t:NewMailEvent>"
      "</m:Notification>");
  EXPECT_EQ(result.events, 2);
  EXPECT_EQ(result.watermark, "W2");
  EXPECT_TRUE(result.more);
}

TEST(GetEvents, TellsAHeartbeatFromAnEvent) {
  const GetEvents::Result beat = ReadInside<GetEvents>(
      "<m:Notification><t:MoreEvents>false</t:MoreEvents><t:StatusEvent>"
      "<t:Watermark>W1</t:Watermark></t:StatusEvent></m:Notification>");
  EXPECT_EQ(beat.events, 0);
  EXPECT_EQ(beat.watermark, "W1");
  EXPECT_FALSE(beat.more);
  EXPECT_EQ(ReadInside<GetEvents>(
                "<m:Notification><t:PreviousWatermark>W0</t:PreviousWatermark>"
                "</m:Notification>")
                .watermark,
            "W0");
  EXPECT_THROW(ReadInside<GetEvents>(""), xml::ParseError);
}

TEST(GetStreamingEvents, AsksForHalfAnHour) {
  GetStreamingEvents request;
  request.subscription = "N1";
  EXPECT_EQ(RequestOf(request),
            "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>N1"
            "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>30"
            "</m:ConnectionTimeout></m:GetStreamingEvents>");
}

TEST(GetStreamingEvents, CountsEventsInEitherNamespace) {
  for (const std::string prefix : {"m", "t"}) {
    const GetStreamingEvents::Result result = ReadInside<GetStreamingEvents>(
        "<m:Notifications><" + prefix +
        ":Notification><t:SubscriptionId>N1</t:SubscriptionId>"
        "<t:NewMailEvent/><t:CreatedEvent/><t:StatusEvent/></" +
        prefix + ":Notification></m:Notifications>");
    EXPECT_EQ(result.events, 2) << prefix;
    EXPECT_FALSE(result.closed);
    EXPECT_FALSE(result.lost);
  }
}

TEST(GetStreamingEvents, TellsAHeartbeatFromAnEnd) {
  const GetStreamingEvents::Result beat = ReadInside<GetStreamingEvents>(
      "<m:ConnectionStatus>OK</m:ConnectionStatus>");
  EXPECT_EQ(beat.events, 0);
  EXPECT_FALSE(beat.closed);
  EXPECT_TRUE(ReadInside<GetStreamingEvents>(
                  "<m:ConnectionStatus>Closed</m:ConnectionStatus>")
                  .closed);
  EXPECT_TRUE(ReadInside<GetStreamingEvents>(
                  "<m:ErrorSubscriptionIds><m:SubscriptionId>N1"
                  "</m:SubscriptionId></m:ErrorSubscriptionIds>"
                  "<m:ConnectionStatus>OK</m:ConnectionStatus>")
                  .lost);
}

TEST(Unsubscribe, NamesTheSubscription) {
  Unsubscribe request;
  request.subscription = "N1";
  EXPECT_EQ(RequestOf(request),
            "<m:Unsubscribe><m:SubscriptionId>N1</m:SubscriptionId>"
            "</m:Unsubscribe>");
}

}  // namespace
}  // namespace letterbox::ews
