#include "letterbox/matchers/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "support/explain.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

Email Order(const std::string& number, const std::string& code,
            const std::string& date, const std::string& pen = "Pen") {
  return Email::FromMime(
      "From: Shop <orders@contoso.test>\r\nTo: Ann <ann@contoso.test>\r\n"
      "Subject: Your order A-" +
      number +
      "\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
      "<h1>Thank you</h1><p>Order A-" +
      number + " of " + date + " at 10:30</p><ul><li>" + pen +
      "<li>Ink</ul><p>Your code is " + code +
      "</p><a href='https://contoso.test/track?order=A-" + number +
      "&amp;lang=en'>Track</a>");
}

Email First() { return Order("1042", "482 910", "12 May 2026"); }

std::string Read(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void Write(const std::string& file, const std::string& text) {
  std::ofstream(file) << text;
}

class Snapshot : public testing::Test {
 protected:
  // What the environment of the test run says does not matter.
  Snapshot() { Update("", "", ""); }

  void Update(const std::string& update, const std::string& ci,
              const std::string& tf_build) {
    update_.emplace("LETTERBOX_UPDATE_SNAPSHOTS", update);
    ci_.emplace("CI", ci);
    tf_build_.emplace("TF_BUILD", tf_build);
  }

  void WriteFirst() {
    Update("1", "", "");
    EXPECT_THAT(First(), MatchesSnapshot(file_));
    Update("", "", "");
  }

  TempFolder folder_;
  const std::string file_ = folder_.path().string() + "/order.snapshot";
  std::optional<ScopedEnvironment> update_, ci_, tf_build_;
};

TEST_F(Snapshot, ShowsAMailWithWhatChangesMasked) {
  WriteFirst();
  EXPECT_EQ(Read(file_),
            "From: Shop <orders@contoso.test>\n"
            "To: Ann <ann@contoso.test>\n"
            "Subject: Your order <id>\n"
            "\n"
            "Thank you\n"
            "Order <id> of <date> at <time>\n"
            "- Pen\n"
            "- Ink\n"
            "Your code is <code>\n"
            "Track\n"
            "\n"
            "Link: Track to https://contoso.test/track?order=<token>&lang="
            "<token>\n");
}

TEST_F(Snapshot, MatchesTheMailOfAnotherRun) {
  WriteFirst();
  EXPECT_THAT(First(), MatchesSnapshot(file_));
  EXPECT_THAT(Order("77001", "135791", "2027-01-31"), MatchesSnapshot(file_));
}

TEST_F(Snapshot, SaysWhatDiffers) {
  WriteFirst();
  const std::string why = Explain(
      MatchesSnapshot(file_), Order("9999", "482910", "12 May 2026", "Pencil"));
  EXPECT_THAT(why, HasSubstr("- the file, + the mail:\n"));
  EXPECT_THAT(why, HasSubstr("\n- - Pen\n+ - Pencil\n  - Ink\n"));
  EXPECT_THAT(why, Not(HasSubstr("  Thank you")));
  EXPECT_THAT(why, HasSubstr("LETTERBOX_UPDATE_SNAPSHOTS=1"));
}

TEST_F(Snapshot, IsNotWrittenUnlessAskedFor) {
  EXPECT_THAT(First(), Not(MatchesSnapshot(file_)));
  EXPECT_THAT(Explain(MatchesSnapshot(file_), First()),
              HasSubstr("there is no such file"));
  Update("0", "", "");
  EXPECT_THAT(First(), Not(MatchesSnapshot(file_)));
  EXPECT_EQ(Read(file_), "");
}

TEST_F(Snapshot, IsNeverWrittenInCi) {
  Update("1", "true", "");
  EXPECT_THAT(First(), Not(MatchesSnapshot(file_)));
  Update("1", "", "True");
  EXPECT_THAT(First(), Not(MatchesSnapshot(file_)));
  EXPECT_EQ(Read(file_), "");
}

TEST_F(Snapshot, IsWrittenAnewWhereAskedFor) {
  Write(file_, "old");
  Update("1", "", "");
  EXPECT_EQ(Explain(MatchesSnapshot(file_), First()),
            "which " + file_ + " shows, written anew");
  EXPECT_THAT(Read(file_), HasSubstr("Thank you"));
}

TEST_F(Snapshot, SaysWhereItCannotBeWritten) {
  Update("1", "", "");
  EXPECT_THAT(
      Explain(MatchesSnapshot(folder_.path().string() + "/none/x"), First()),
      HasSubstr("could not be written"));
}

TEST_F(Snapshot, MasksWhatIsNamed) {
  Update("1", "", "");
  EXPECT_THAT(First(), MatchesSnapshot(file_, {"Ann", "Pen"}));
  EXPECT_THAT(Read(file_), AllOf(HasSubstr("To: <masked> <ann@contoso.test>"),
                                 HasSubstr("- <masked>\n")));
}

TEST_F(Snapshot, SaysWhatItWants) {
  EXPECT_EQ(Describe(MatchesSnapshot("a.txt")), "which a.txt shows");
  EXPECT_EQ(DescribeNegation(MatchesSnapshot("a.txt")),
            "which a.txt does not show");
}

TEST_F(Snapshot, StandsWhereverAMatcherMay) {
  WriteFirst();
  const std::vector<Email> mails = {Email(), First()};
  EXPECT_THAT(mails,
              ElementsAre(Not(MatchesSnapshot(file_)), MatchesSnapshot(file_)));
  EXPECT_THAT(mails, Contains(MatchesSnapshot(file_)));
  EXPECT_THAT(std::optional<Email>(First()), Optional(MatchesSnapshot(file_)));
}

TEST_F(Snapshot, PrintsNoTextOfAMailRaw) {
  WriteFirst();
  const std::string why = Explain(
      MatchesSnapshot(file_),
      Order("1", "1", "1", "[  FAILED  ] &#x1b;]0;" + std::string(5000, 'x')));
  EXPECT_THAT(why, AllOf(Not(HasSubstr("[  FAILED")), Not(HasSubstr("\x1B")),
                         Not(HasSubstr(std::string(200, 'x')))));
}

TEST_F(Snapshot, TakesLongLines) {
  const Email mail = Email::FromMime("\r\n" + std::string(200000, '1') + " " +
                                     std::string(200000, 'a'));
  EXPECT_THAT(mail, Not(MatchesSnapshot(file_)));
}

}  // namespace
}  // namespace letterbox
