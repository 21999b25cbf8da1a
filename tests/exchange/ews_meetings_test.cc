// Mail about meetings: invitations, answers, cancellations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/ews_items.h"

namespace letterbox::exchange {
namespace {

using xml::T;

class Meetings : public Items {
 protected:
  static std::string Mail(const std::string& method,
                          const std::string& attendee = "") {
    return "From: Ben <ben@contoso.test>\r\nTo: anna@contoso.test\r\n"
           "Subject: Tea\r\nMIME-Version: 1.0\r\n"
           "Content-Type: text/calendar; method=" +
           method +
           "; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
           "PRODID:-//Tests//EN\r\nMETHOD:" +
           method +
           "\r\nBEGIN:VEVENT\r\nUID:tea-1\r\nDTSTAMP:20261101T000000Z\r\n"
           "DTSTART:20261201T150000Z\r\nDTEND:20261201T160000Z\r\n"
           "SUMMARY:Tea\r\nLOCATION:Kitchen\r\n"
           "ORGANIZER;CN=Ben:mailto:ben@contoso.test\r\nATTENDEE" +
           attendee +
           ":mailto:anna@contoso.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  }
};

TEST_F(Meetings, AreInvitedToByRequests) {
  const Reply reply = client_.Ask(Get(kAll, Deliver(Mail("REQUEST"))));
  const xml::Element request = reply.Find(T("MeetingRequest"));
  ASSERT_TRUE(request) << reply.envelope;
  EXPECT_EQ(request.ChildText(T("ItemClass")), "IPM.Schedule.Meeting.Request");
  EXPECT_EQ(request.ChildText(T("Subject")), "Tea");
  EXPECT_EQ(request.ChildText(T("ResponseType")), "NoResponseReceived");
  EXPECT_EQ(request.ChildText(T("UID")), "tea-1");
  EXPECT_EQ(request.ChildText(T("MeetingRequestType")), "NewMeetingRequest");
  EXPECT_EQ(request.ChildText(T("Start")), "2026-12-01T15:00:00Z");
  EXPECT_EQ(request.ChildText(T("End")), "2026-12-01T16:00:00Z");
  EXPECT_EQ(request.ChildText(T("Location")), "Kitchen");
  EXPECT_EQ(request.Child(T("Organizer"))
                .Child(T("Mailbox"))
                .ChildText(T("EmailAddress")),
            "ben@contoso.test");
}

TEST_F(Meetings, AreAnsweredAndCancelled) {
  struct {
    const char* method;
    const char* attendee;
    const char* element;
    const char* item_class;
    const char* response;
  } constexpr kCases[] = {
      {"REPLY", ";PARTSTAT=ACCEPTED", "MeetingResponse",
       "IPM.Schedule.Meeting.Resp.Pos", "Accept"},
      {"REPLY", ";PARTSTAT=DECLINED", "MeetingResponse",
       "IPM.Schedule.Meeting.Resp.Neg", "Decline"},
      {"REPLY", ";PARTSTAT=TENTATIVE", "MeetingResponse",
       "IPM.Schedule.Meeting.Resp.Tent", "Tentative"},
      {"CANCEL", "", "MeetingCancellation", "IPM.Schedule.Meeting.Canceled",
       "Unknown"},
  };
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.item_class);
    const Reply reply =
        client_.Ask(Get(kAll, Deliver(Mail(one.method, one.attendee))));
    const xml::Element item = reply.Find(T(one.element));
    ASSERT_TRUE(item) << reply.envelope;
    EXPECT_EQ(item.ChildText(T("ItemClass")), one.item_class);
    EXPECT_EQ(item.ChildText(T("ResponseType")), one.response);
  }
}

TEST_F(Meetings, AreListedAndFound) {
  Deliver(SmallMail("one"));
  Deliver(Mail("REQUEST"));
  const Reply all = client_.Ask(
      FindInbox("", "", IdOnlyWith("<t:FieldURI FieldURI='calendar:Start'/>")));
  EXPECT_EQ(all.Find(T("MeetingRequest")).ChildText(T("Start")),
            "2026-12-01T15:00:00Z");
  EXPECT_FALSE(all.Find(T("Message")).Child(T("Start")));
  const Reply found = client_.Ask(FindInbox(
      "<m:Restriction><t:IsGreaterThan><t:FieldURI FieldURI='calendar:Start'/>"
      "<t:FieldURIOrConstant><t:Constant Value='2026-12-01T00:00:00Z'/>"
      "</t:FieldURIOrConstant></t:IsGreaterThan></m:Restriction>",
      "", kSubjectShape));
  EXPECT_EQ(SubjectsOf(found), std::vector<std::string>{"Tea"});
}

TEST_F(Meetings, AreNoneWhereAMailOnlyTalksOfThem) {
  const Reply reply = client_.Ask(
      Get(kAll, Deliver("Subject: x\r\n\r\nSee text/calendar.\r\n")));
  EXPECT_TRUE(reply.Find(T("Message")));
  EXPECT_FALSE(reply.Find(T("ResponseType")));
}

}  // namespace
}  // namespace letterbox::exchange
