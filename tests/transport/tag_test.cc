#include "letterbox/transport/tag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

using testing::MatchesRegex;
using testing::StartsWith;

constexpr char kTag[] = "lb-abc234-klmnopqrst";
constexpr char kMine[] = "qa+lb-abc234-klmnopqrsts1t1@contoso.test";

Email MailTo(const std::string& to, const std::string& more = "") {
  return Email::FromMime("From: shop@contoso.test\r\nTo: " + to + "\r\n" +
                         more + "Subject: Code\r\n\r\nHello.\r\n");
}

Share Mine() {
  return {kMine, "lb-abc234-klmnopqrsts1t1", {"qa@contoso.test"}};
}

TEST(Tag, StandsForTheRunAndForChance) {
  const std::string tag = NewTag("run 1");
  EXPECT_THAT(tag, MatchesRegex("lb-[a-z2-7]{6}-[a-z2-7]{10}"));
  EXPECT_THAT(NewTag("run 1"), StartsWith(tag.substr(0, 10)));
  EXPECT_NE(NewTag("run 1"), tag);
  EXPECT_NE(NewTag("run 2").substr(0, 10), tag.substr(0, 10));
}

TEST(Tag, BecomesAPlusAddress) {
  EXPECT_EQ(TaggedAddress("qa@contoso.test", "lb-x"), "qa+lb-x@contoso.test");
  EXPECT_EQ(TaggedAddress("qa+shop@contoso.test", "lb-x"),
            "qa+shop-lb-x@contoso.test");
  // A local part has 64 bytes at most.
  EXPECT_LE(std::string(kMine).find('@'), 64u);
}

TEST(Tag, IsNamedByItselfAndByItsParts) {
  EXPECT_TRUE(NamesTag("to lb-xs1t1@", "lb-xs1t1"));
  EXPECT_TRUE(NamesTag("to lb-xs1t1@", "lb-xs1"));
  EXPECT_TRUE(NamesTag("lb-xs1t12 lb-xs1t1", "lb-xs1t1"));
  EXPECT_FALSE(NamesTag("to lb-xs1t12@", "lb-xs1t1"));
  EXPECT_FALSE(NamesTag("to anybody", ""));
}

TEST(Share, HasMailToItsAddress) {
  EXPECT_TRUE(IsFor(MailTo(kMine), Mine()));
  EXPECT_TRUE(
      IsFor(MailTo("QA+LB-abc234-klmnopqrsts1t1@Contoso.Test"), Mine()));
  EXPECT_TRUE(IsFor(
      MailTo("b@contoso.test", "Cc: " + std::string(kMine) + "\r\n"), Mine()));
  EXPECT_TRUE(IsFor(
      MailTo("b@contoso.test",
             "Received: from a by b for <" + std::string(kMine) + ">; now\r\n"),
      Mine()));
}

TEST(Share, HasMailThatTheFixtureSent) {
  EXPECT_TRUE(IsFor(
      MailTo("qa@contoso.test", std::string(kTagHeader) + ": lb-abc234-"
                                                          "klmnopqrsts1t1\r\n"),
      Mine()));
}

TEST(Share, HasNoMailOfNeighboursAndOfTheMailboxItself) {
  EXPECT_FALSE(
      IsFor(MailTo("qa+lb-abc234-klmnopqrsts1t12@contoso.test"), Mine()));
  EXPECT_FALSE(IsFor(MailTo("qa+lb-zzz234-klmnopqrst@contoso.test"), Mine()));
  EXPECT_FALSE(IsFor(MailTo("qa@contoso.test"), Mine()));
  EXPECT_FALSE(
      IsFor(MailTo("b@contoso.test",
                   "Received: from a by b for <qa+lb-z@contoso.test>; now\r\n"),
            Mine()));
}

TEST(Share, HasMailThatShowsNoAddressOfTheMailbox) {
  EXPECT_TRUE(IsFor(MailTo("all@contoso.test"), Mine()));
  EXPECT_TRUE(IsFor(Email::FromMime("Subject: Code\r\n\r\n"), Mine()));
}

TEST(Share, MayBeAnAlias) {
  const Share alias{
      "qa-2@contoso.test",
      kTag,
      {"qa-1@contoso.test", "qa-2@contoso.test", "qa@contoso.test"},
      true};
  EXPECT_TRUE(IsFor(MailTo("qa-2@contoso.test"), alias));
  EXPECT_FALSE(IsFor(MailTo("qa-1@contoso.test"), alias));
  EXPECT_FALSE(IsFor(MailTo("qa@contoso.test"), alias));
  EXPECT_TRUE(IsOwn(MailTo("qa-2@contoso.test"), alias));
}

// What may be somebody else's is never deleted.
TEST(Share, OwnsOnlyWhatIsBeyondDoubt) {
  EXPECT_TRUE(IsOwn(MailTo(kMine), Mine()));
  EXPECT_FALSE(IsOwn(MailTo("all@contoso.test"), Mine()));
  EXPECT_FALSE(IsOwn(MailTo("qa@contoso.test"), Mine()));
  EXPECT_FALSE(
      IsOwn(Email::FromMime("To: qa@contoso.test\r\nSubject: Fwd\r\n\r\n"
                            "It went to " +
                            std::string(kMine) + ".\r\n"),
            Mine()));
}

TEST(MadeByRun, IsWhatCarriesATag) {
  const std::string mailbox = "qa@contoso.test";
  EXPECT_TRUE(IsMadeByRun(MailTo(kMine), mailbox));
  EXPECT_TRUE(
      IsMadeByRun(MailTo("qa+lb-zzzzzz-zzzzzzzzzz@contoso.test"), mailbox));
  EXPECT_TRUE(IsMadeByRun(MailTo("b@contoso.test", std::string(kTagHeader) +
                                                       ": " + kTag + "s1\r\n"),
                          mailbox));
  EXPECT_TRUE(IsMadeByRun(MailTo("qa+shop-lb-zzzzzz-zzzzzzzzzz@contoso.test"),
                          "qa+shop@contoso.test"));
}

TEST(MadeByRun, IsNothingElse) {
  const std::string mailbox = "qa@contoso.test";
  for (const char* to :
       {"qa@contoso.test", "qa+shop@contoso.test", "qa+lb-@contoso.test",
        "qa+lb-short-zzzzzzzzzz@contoso.test", "lb-zzzzzz-zzzzzzzzzz@a.test",
        "other+lb-zzzzzz-zzzzzzzzzz@contoso.test",
        "qa+lb-zzzzzz-zzzzzzzzzz@other.test", "qa+lb-zzzzzz-zzzzzzzzz@x", ""}) {
    EXPECT_FALSE(IsMadeByRun(MailTo(to), mailbox)) << to;
  }
  EXPECT_FALSE(IsMadeByRun(
      MailTo("b@contoso.test", std::string(kTagHeader) + ": something\r\n"),
      mailbox));
}

}  // namespace
}  // namespace letterbox
