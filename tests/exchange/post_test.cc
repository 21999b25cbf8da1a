// Where mail goes: lists, shared mailboxes, Junk Email, and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/post_office.h"
#include "exchange/store.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAnna[] = "anna@contoso.test";
constexpr char kBen[] = "ben@contoso.test";

class PostTest : public testing::Test {
 protected:
  void HandIn(const std::vector<std::string>& recipients,
              const std::string& text = "text",
              const std::string& sender = kBen) {
    Post(store_, HandedIn{sender, recipients,
                          "Return-Path: <" + sender + ">\r\nFrom: " + sender +
                              "\r\nSubject: Offer\r\n\r\n" + text + "\r\n"});
  }

  std::vector<std::string> SubjectsOf(const std::string& address,
                                      const char* folder = "inbox") const {
    std::vector<std::string> subjects;
    for (const auto& item :
         store_.FindMailbox(address)->FindFolder(folder)->items) {
      subjects.push_back(item.second->email.subject());
    }
    return subjects;
  }

  Store store_{{kAnna, kBen}, [] {
                 return std::chrono::system_clock::from_time_t(1790000000);
               }};
};

TEST_F(PostTest, ReachesEachMemberOfAListOnce) {
  store_.AddGroup("Team@contoso.test", {kAnna, "all@contoso.test"});
  store_.AddGroup("all@contoso.test",
                  {"team@contoso.test", kBen, "gone@contoso.test"});
  HandIn({"team@contoso.test", kAnna});
  EXPECT_THAT(SubjectsOf(kAnna), ElementsAre("Offer"));
  EXPECT_THAT(SubjectsOf(kBen), ElementsAre("Offer"));
}

TEST_F(PostTest, PutsSpamIntoJunkEmail) {
  HandIn({kAnna}, std::string("XJS*C4JDBQADN1.NSBN3*2IDNEN*") +
                      "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X");
  EXPECT_THAT(SubjectsOf(kAnna), IsEmpty());
  EXPECT_THAT(SubjectsOf(kAnna, "junkemail"), ElementsAre("Offer"));
}

TEST_F(PostTest, ReportsWhomItDoesNotReach) {
  HandIn({kAnna, "nobody@contoso.test"});
  EXPECT_THAT(SubjectsOf(kAnna), ElementsAre("Offer"));
  ASSERT_THAT(SubjectsOf(kBen), ElementsAre("Undeliverable: Offer"));
  const Item& report =
      *store_.FindMailbox(kBen)->FindFolder("inbox")->items.begin()->second;
  EXPECT_EQ(report.item_class, "REPORT.IPM.Note.NDR");
  EXPECT_THAT(report.email.mime(),
              HasSubstr("Final-Recipient: rfc822;nobody@contoso.test"));
}

TEST_F(PostTest, ReportsToNobodyWhereNobodyWantsIt) {
  HandIn({"nobody@contoso.test"}, "text", "");
  HandIn({"nobody@contoso.test"}, "text", "stranger@else.test");
  EXPECT_THAT(SubjectsOf(kAnna), IsEmpty());
  EXPECT_THAT(SubjectsOf(kBen), IsEmpty());
}

TEST_F(PostTest, OpensAMailboxToWhomItIsSharedWith) {
  UserMailbox& anna = *store_.FindMailbox(kAnna);
  UserMailbox& ben = *store_.FindMailbox(kBen);
  EXPECT_TRUE(anna.IsOpenTo(anna));
  EXPECT_FALSE(anna.IsOpenTo(ben));
  anna.ShareWith("BEN@contoso.test");
  EXPECT_TRUE(anna.IsOpenTo(ben));
  EXPECT_FALSE(ben.IsOpenTo(anna));
}

}  // namespace
}  // namespace letterbox::exchange
