// Trouble on the way into a mailbox, the clock, reset and what is preloaded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "exchange/signed_in_client.h"
#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = EmbeddedExchange::MailFault::Kind;

constexpr char kAnna[] = "anna@contoso.test";
constexpr char kBen[] = "ben@contoso.test";

// Of the first element of that name, whatever its prefix.
std::string TextOf(const std::string& xml, const std::string& element) {
  const std::size_t begin = xml.find(element + ">") + element.size() + 1;
  return xml.substr(begin, xml.find('<', begin) - begin);
}

std::string Mail(const std::string& subject) {
  return "From: ben@contoso.test\r\nSubject: " + subject + "\r\n\r\ntext\r\n";
}

EmbeddedExchange::MailFault Fault(Kind kind, int times = 1) {
  EmbeddedExchange::MailFault fault;
  fault.kind = kind;
  fault.times = times;
  return fault;
}

EmbeddedExchange::Options Users() {
  EmbeddedExchange::Options options;
  options.users = {kAnna, kBen};
  return options;
}

// The subjects, the newest first.
std::vector<std::string> SubjectsIn(const EmbeddedExchange& exchange,
                                    const std::string& address,
                                    const FolderPath& folder = Folder::kInbox) {
  std::vector<std::string> subjects;
  const auto mailbox = OpenMailbox(exchange.ConnectionFor(address));
  for (const Email& mail : mailbox->List(folder, 100)) {
    subjects.push_back(mail.subject());
  }
  return subjects;
}

class MailWeather : public testing::Test {
 protected:
  void Deliver(const std::string& subject) {
    exchange_.Deliver(kAnna, Mail(subject));
  }
  std::vector<std::string> Inbox() { return SubjectsIn(exchange_, kAnna); }

  EmbeddedExchange exchange_{Users()};
};

TEST_F(MailWeather, DelaysUntilTheServersClockIsThere) {
  EmbeddedExchange::MailFault fault = Fault(Kind::kDelay);
  fault.delay = hours(2);
  exchange_.CauseMail(fault);
  Deliver("late");
  Deliver("next");
  EXPECT_THAT(Inbox(), ElementsAre("next"));
  exchange_.AdvanceClock(hours(1));
  EXPECT_THAT(Inbox(), ElementsAre("next"));
  exchange_.AdvanceClock(hours(1));
  EXPECT_THAT(Inbox(), ElementsAre("late", "next"));
}

TEST_F(MailWeather, LetsTheNextMailOvertake) {
  exchange_.CauseMail(Fault(Kind::kOvertaken));
  Deliver("one");
  EXPECT_THAT(Inbox(), IsEmpty());
  Deliver("two");
  EXPECT_THAT(Inbox(), ElementsAre("one", "two"));
}

TEST_F(MailWeather, DuplicatesJunksAndLoses) {
  exchange_.CauseMail(Fault(Kind::kDuplicate));
  exchange_.CauseMail(Fault(Kind::kJunk));
  exchange_.CauseMail(Fault(Kind::kLose));
  for (const char* subject : {"twice", "junk", "lost", "fine"}) {
    Deliver(subject);
  }
  EXPECT_THAT(Inbox(), ElementsAre("fine", "twice", "twice"));
  EXPECT_THAT(SubjectsIn(exchange_, kAnna, Folder::kJunkEmail),
              ElementsAre("junk"));
}

TEST_F(MailWeather, BouncesToTheSender) {
  exchange_.CauseMail(Fault(Kind::kBounce));
  Deliver("offer");
  EXPECT_THAT(Inbox(), IsEmpty());
  EXPECT_THAT(SubjectsIn(exchange_, kBen), ElementsAre("Undeliverable: offer"));
}

TEST_F(MailWeather, BefallsOnlyWhomItIsFor) {
  EmbeddedExchange::MailFault fault = Fault(Kind::kLose, 5);
  fault.recipient = "Ben+x@contoso.test";
  exchange_.CauseMail(fault);
  Deliver("one");
  EXPECT_THAT(Inbox(), ElementsAre("one"));
  exchange_.Deliver(kBen, Mail("two"));
  EXPECT_THAT(SubjectsIn(exchange_, kBen), IsEmpty());
}

TEST_F(MailWeather, IsTheSameAgainForTheSameSeed) {
  EmbeddedExchange::Weather weather;
  weather.seed = 5;
  weather.share = 0.5;
  weather.mail = {Fault(Kind::kLose), Fault(Kind::kDuplicate)};
  std::vector<std::vector<std::string>> inboxes;
  for (int round = 0; round < 2; ++round) {
    exchange_.Reset();
    exchange_.SetWeather(weather);
    for (int i = 0; i < 30; ++i) Deliver(std::to_string(i));
    inboxes.push_back(Inbox());
  }
  EXPECT_EQ(inboxes[0], inboxes[1]);
  EXPECT_NE(inboxes[0].size(), 30u);
}

TEST_F(MailWeather, KeepsWhatWaitsOverARestart) {
  const TempFolder folder;
  EmbeddedExchange::Options options = Users();
  options.mail_folder = (folder.path() / "mail").string();
  {
    EmbeddedExchange first(options);
    EmbeddedExchange::MailFault fault = Fault(Kind::kDelay);
    fault.delay = hours(2);
    first.CauseMail(fault);
    first.Deliver(kAnna, Mail("late"));
  }
  EmbeddedExchange second(options);
  EXPECT_THAT(SubjectsIn(second, kAnna), ElementsAre("late"));
}

TEST_F(MailWeather, IsFineAfterAReset) {
  exchange_.CauseMail(Fault(Kind::kLose, 9));
  EmbeddedExchange::Fault busy;
  busy.times = 9;
  exchange_.Cause(busy);
  Deliver("lost");
  exchange_.Reset();
  EXPECT_THAT(exchange_.requests(), IsEmpty());
  Deliver("one");
  EXPECT_THAT(Inbox(), ElementsAre("one"));
}

TEST(AdvanceClock, EndsAccessTokens) {
  EmbeddedExchange exchange(Users());
  const auto mailbox = OpenMailbox(exchange.ConnectionFor(kAnna));
  mailbox->List(Folder::kInbox, 1);
  exchange.AdvanceClock(hours(2));
  mailbox->List(Folder::kInbox, 1);  // gets another token
  int refused = 0;
  for (const auto& request : exchange.requests()) {
    refused += request.status == 401 ? 1 : 0;
  }
  EXPECT_GE(refused, 1);
}

TEST(AdvanceClock, EndsUnusedSubscriptions) {
  EmbeddedExchange exchange(Users());
  SignedInClient client(exchange);
  const std::string subscribed =
      client
          .Ews(client.ApplicationToken(),
               Envelope(kAnna,
                        "<Subscribe><PullSubscriptionRequest><t:FolderIds>"
                        "<t:DistinguishedFolderId Id='inbox'/></t:FolderIds>"
                        "<t:EventTypes><t:EventType>NewMailEvent</t:EventType>"
                        "</t:EventTypes><t:Timeout>30</t:Timeout>"
                        "</PullSubscriptionRequest></Subscribe>"))
          .body;
  const std::string read = Envelope(
      kAnna, "<GetEvents><SubscriptionId>" +
                 TextOf(subscribed, "SubscriptionId") +
                 "</SubscriptionId><Watermark>" +
                 TextOf(subscribed, "Watermark") + "</Watermark></GetEvents>");
  exchange.AdvanceClock(minutes(29));
  EXPECT_THAT(client.Ews(client.ApplicationToken(), read).body,
              HasSubstr("NoError"));
  exchange.AdvanceClock(minutes(29));  // of unused time since then
  EXPECT_THAT(client.Ews(client.ApplicationToken(), read).body,
              HasSubstr("NoError"));
  exchange.AdvanceClock(minutes(31));
  EXPECT_THAT(client.Ews(client.ApplicationToken(), read).body,
              HasSubstr("ErrorSubscriptionNotFound"));
}

TEST(Preload, PutsFilesIntoTheFoldersTheyLieIn) {
  const TempFolder folder;
  folder.Write("cleo@contoso.test/inbox/1.eml",
               "Subject: One\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nText\n");
  folder.Write("cleo@contoso.test/inbox/Orders/2.eml", "Subject: Two\n\n");
  folder.Write("cleo@contoso.test/inbox/notes.txt", "no mail");
  EmbeddedExchange::Options options;
  options.preload = folder.path().string();
  options.mail = {{"cleo@contoso.test", "Archive", Mail("Three"), true}};
  EmbeddedExchange exchange(options);
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(SubjectsIn(exchange, "cleo@contoso.test"), ElementsAre("One"));
    EXPECT_THAT(SubjectsIn(exchange, "cleo@contoso.test", {"inbox/Orders"}),
                ElementsAre("Two"));
    const auto mailbox =
        OpenMailbox(exchange.ConnectionFor("cleo@contoso.test"));
    const auto archived = mailbox->List({"Archive"}, 10);
    ASSERT_THAT(archived, SizeIs(1));
    EXPECT_TRUE(archived[0].item().is_read);
    EXPECT_THAT(mailbox->List(Folder::kInbox, 1).at(0).mime(),
                HasSubstr("Subject: One\r\n"));
    exchange.Deliver("cleo@contoso.test", Mail("Later"));
    exchange.Reset();
  }
}

TEST(Preload, SaysWhatItCannotRead) {
  EmbeddedExchange::Options options;
  options.preload = "/no/such/folder";
  EXPECT_THROW(EmbeddedExchange exchange(options), Error);
  options.preload.clear();
  options.mail = {{"nobody@contoso.test", "inbox", Mail("One"), false}};
  EXPECT_THROW(EmbeddedExchange exchange(options), Error);
}

}  // namespace
}  // namespace letterbox
