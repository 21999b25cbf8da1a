#include "letterbox/matchers/item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <vector>

#include "support/explain.h"

namespace letterbox {
namespace {

using std::chrono::seconds;
using testing::_;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::Optional;
using testing::SizeIs;
using testing::StartsWith;

const auto kSent = std::chrono::system_clock::from_time_t(1790000000);

Email Alert() {
  ItemProperties item;
  item.sent = kSent;
  item.received = kSent + seconds(3);
  item.is_read = true;
  item.categories = {"Blue", "Orders"};
  item.importance = Importance::kHigh;
  item.sensitivity = Sensitivity::kPrivate;
  item.flag = Flag::kFlagged;
  item.folder = "inbox/Orders";
  return Email::FromMime("Importance: low\nSensitivity: personal\n\n", item);
}

TEST(WasSent, TakesTheServersWordThenTheHeaders) {
  EXPECT_THAT(Alert(), WasSent(IsWithin(seconds(0), kSent)));
  EXPECT_THAT(Alert(), WasSent(kSent));
  EXPECT_THAT(Alert(), Not(WasSent(IsAfter(kSent))));
  const Email bare =
      Email::FromMime("Date: Mon, 21 Sep 2026 14:13:20 +0000\n\n");
  EXPECT_THAT(bare, WasSent(kSent));
  EXPECT_THAT(bare, Not(WasReceived(_)));
  EXPECT_THAT(Email(), Not(WasSent(_)));
}

TEST(WasSent, SaysWhenThatWas) {
  const EmailMatcher matcher = WasSent(IsAfter(kSent + seconds(10)));
  EXPECT_EQ(Describe(matcher),
            "which was sent at a time that is after 2026-09-21T14:13:30Z");
  EXPECT_EQ(DescribeNegation(matcher),
            "which was sent at a time that is not after 2026-09-21T14:13:30Z");
  EXPECT_EQ(Explain(matcher, Alert()),
            "which was sent at 2026-09-21T14:13:20Z, 10 s before that");
  EXPECT_EQ(Explain(matcher, Email()), "which does not say when it was sent");
}

TEST(WasReceived, TakesTheServersWordThenTheHeaders) {
  EXPECT_THAT(Alert(), WasReceived(kSent + seconds(3)));
  EXPECT_THAT(Alert(), Not(WasReceived(kSent)));
  EXPECT_THAT(Email::FromMime("Received: by a; 21 Sep 2026 14:13:20 +0000\n\n"),
              WasReceived(kSent));
  EXPECT_EQ(DescribeNegation(WasReceived(IsBefore(kSent))),
            "which was received at a time that is not before "
            "2026-09-21T14:13:20Z");
  EXPECT_EQ(Explain(WasReceived(_), Alert()),
            "which was received at 2026-09-21T14:13:23Z");
  EXPECT_EQ(Explain(WasReceived(_), Email()),
            "which does not say when it was received");
}

TEST(HasImportance, TakesTheServersWordThenTheHeaders) {
  EXPECT_THAT(Alert(), HasImportance(Importance::kHigh));
  EXPECT_THAT(Alert(), HasImportance(Not(Importance::kLow)));
  EXPECT_THAT(Email::FromMime("X-Priority: 5\n\n"),
              HasImportance(Importance::kLow));
  EXPECT_THAT(Email(), HasImportance(Importance::kNormal));
  EXPECT_EQ(Describe(HasImportance(Importance::kHigh)),
            "whose importance is equal to high");
  EXPECT_EQ(DescribeNegation(HasImportance(Importance::kHigh)),
            "whose importance isn't equal to high");
  EXPECT_EQ(Explain(HasImportance(Importance::kLow), Alert()),
            "whose importance is high");
}

TEST(HasSensitivity, TakesTheServersWordThenTheHeaders) {
  EXPECT_THAT(Alert(), HasSensitivity(Sensitivity::kPrivate));
  EXPECT_THAT(Alert(), Not(HasSensitivity(Sensitivity::kPersonal)));
  EXPECT_THAT(
      Email::FromMime("Sensitivity: personal\n\n"),
      HasSensitivity(AnyOf(Sensitivity::kPersonal, Sensitivity::kPrivate)));
  EXPECT_EQ(Describe(HasSensitivity(Sensitivity::kConfidential)),
            "whose sensitivity is equal to confidential");
  EXPECT_EQ(DescribeNegation(HasSensitivity(Sensitivity::kNormal)),
            "whose sensitivity isn't equal to normal");
  EXPECT_EQ(Explain(HasSensitivity(Sensitivity::kNormal), Alert()),
            "whose sensitivity is private");
}

TEST(HasCategory, MatchesSomeOrAll) {
  EXPECT_THAT(Alert(), HasCategory("Orders"));
  EXPECT_THAT(Alert(), HasCategory(StartsWith("Bl")));
  EXPECT_THAT(Alert(), Not(HasCategory("Red")));
  EXPECT_THAT(Alert(), HasCategories(ElementsAre("Blue", "Orders")));
  EXPECT_THAT(Alert(), Not(HasCategories(IsEmpty())));
  EXPECT_EQ(Describe(HasCategory("Red")),
            "which has a category that is equal to \"Red\"");
  EXPECT_EQ(DescribeNegation(HasCategory("Red")),
            "which has no category that is equal to \"Red\"");
  EXPECT_EQ(Explain(HasCategory("Red"), Alert()),
            "which has 2 categories: \"Blue\"; \"Orders\"");
  EXPECT_EQ(Explain(HasCategory("Red"), Email()), "which has no category");
  EXPECT_EQ(Describe(HasCategories(SizeIs(1))),
            "whose list of categories size is equal to 1");
  EXPECT_EQ(DescribeNegation(HasCategories(IsEmpty())),
            "whose list of categories isn't empty");
  EXPECT_EQ(Explain(HasCategories(SizeIs(1)), Alert()),
            "which has 2 categories: \"Blue\"; \"Orders\", whose size 2 "
            "doesn't match");
  EXPECT_EQ(Explain(HasCategories(SizeIs(1)), Email()),
            "whose list of categories is empty, whose size 0 doesn't match");
}

TEST(HasFlag, LooksAtTheItem) {
  EXPECT_THAT(Alert(), HasFlag(Flag::kFlagged));
  EXPECT_THAT(Email(), HasFlag(Flag::kNotFlagged));
  EXPECT_THAT(Email(), Not(HasFlag(Flag::kComplete)));
  EXPECT_EQ(Describe(HasFlag(Flag::kComplete)),
            "whose flag is equal to complete");
  EXPECT_EQ(DescribeNegation(HasFlag(Flag::kFlagged)),
            "whose flag isn't equal to flagged");
  EXPECT_EQ(Explain(HasFlag(Flag::kComplete), Email()),
            "whose flag is not flagged");
}

TEST(IsRead, LooksAtTheItem) {
  EXPECT_THAT(Alert(), IsRead());
  EXPECT_THAT(Email(), Not(IsRead()));
  EXPECT_EQ(Describe(IsRead()), "which is marked as read");
  EXPECT_EQ(DescribeNegation(IsRead()), "which is not marked as read");
  EXPECT_EQ(Explain(IsRead(), Email()), "which is not marked as read");
}

TEST(LandedIn, LooksAtTheFolder) {
  EXPECT_THAT(Alert(), LandedIn("inbox/Orders"));
  EXPECT_THAT(Alert(), LandedIn(StartsWith("inbox")));
  EXPECT_THAT(Alert(), Not(LandedIn("junkemail")));
  EXPECT_EQ(Describe(LandedIn("junkemail")),
            "whose folder is equal to \"junkemail\"");
  EXPECT_EQ(DescribeNegation(LandedIn("inbox")),
            "whose folder isn't equal to \"inbox\"");
  EXPECT_EQ(Explain(LandedIn("junkemail"), Alert()),
            "whose folder is \"inbox/Orders\"");
}

TEST(ItemMatchers, StandWhereverAMatcherMay) {
  const std::vector<Email> mails = {Alert(), Email()};
  EXPECT_THAT(mails, Contains(HasImportance(Importance::kHigh)));
  EXPECT_THAT(mails, ElementsAre(IsRead(), Not(IsRead())));
  EXPECT_THAT(std::optional<Email>(Alert()), Optional(LandedIn(_)));
  EXPECT_THAT(Alert(), AllOf(HasCategory(_), WasSent(_), WasReceived(_),
                             HasFlag(_), HasSensitivity(_)));
}

}  // namespace
}  // namespace letterbox
