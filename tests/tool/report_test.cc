// `letterbox report` on records that are written here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/child.h"
#include "support/temp_folder.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string Record(const std::string& test, const std::string& result,
                   const std::string& run = "r1",
                   const std::string& begun = "2026-11-24T10:00:00Z") {
  return R"({"format": 1, "run": ")" + run +
         R"(", "program": "order_test", "test": ")" + test +
         R"(", "repeat": 1, "begun": ")" + begun +
         R"(", "took_ms": 1500, "result": ")" + result +
         R"(", "verdict": "product",
  "failures": [{"file": "a/order_test.cc", "line": 42, "text": "No <mail> & none"}],
  "waits": [{"connection": "customer", "address": "c@contoso.test",
    "wanted": "whose subject is \"<b>\"", "place": "order_test.cc:42",
    "waited_ms": 1200, "throttled_ms": 300, "unreachable_ms": 0, "in_vain": false,
    "time_line": [{"at_ms": 5, "what": "1 mail came"}],
    "arrivals": [{"mail": 1, "seen_ms": 7, "taken": true, "other_tag": false},
                 {"mail": 9, "seen_ms": 7, "taken": true, "other_tag": false}]}],
  "mails": [{"subject": "<script>alert(1)</script>", "from": "Shop <o@c.test>",
    "to": "c@contoso.test", "message_id": "1@c.test", "folder": "inbox"}],
  "connections": [{"name": "customer", "host": "mail.contoso.test"}],
  "requests": [{"begun": "2026-11-24T10:00:00Z", "took_ms": 3, "method": "POST",
    "url": "https://mail.contoso.test/", "operation": "FindItem", "id": "i",
    "status": 200, "result": "NoError", "received": 10}]})";
}

constexpr char kMail[] =
    "Content-Type: text/html\r\n\r\n"
    "<p>Hello</p><script>document.title = 'bad'</script>"
    "<img src=\"https://tracker.test/pixel.gif\">\r\n";

class ReportTest : public testing::Test {
 protected:
  void Keep(const std::string& test, const std::string& record) const {
    folder_.Write("evidence/order_test/" + test + "/record.json", record);
  }
  Ended Report(const std::string& arguments = "") const {
    return RunChild("env -C " + folder_.path().string() + " " +
                    LETTERBOX_PROGRAM + " report evidence " + arguments);
  }
  std::string Page() const {
    std::ifstream file(folder_.path() / "evidence/report.html");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  TempFolder folder_;
};

TEST_F(ReportTest, ShowsWhatFailedFirst) {
  Keep("A.Passes", Record("A.Passes", "passed"));
  Keep("B.Fails", Record("B.Fails", "failed"));
  const Ended ended = Report();
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.output, HasSubstr("2 mail tests, 1 failed"));
  const std::string page = Page();
  EXPECT_THAT(
      page,
      AllOf(HasSubstr("1 of 2 mail tests failed"), HasSubstr("product: 1."),
            HasSubstr("order_test.cc:42: No &lt;mail&gt; &amp;"),
            HasSubstr("wait in customer at order_test.cc:42"),
            HasSubstr("1 mail came"), HasSubstr("<svg"),
            HasSubstr("throttled for 300 ms"), HasSubstr("FindItem"),
            HasSubstr("mail.contoso.test")));
  EXPECT_LT(page.find("B.Fails</b>"), page.find("A.Passes</b>"));
}

TEST_F(ReportTest, RunsNothingThatAMailBrings) {
  Keep("B.Fails", Record("B.Fails", "failed"));
  folder_.Write("evidence/order_test/B.Fails/mail-1.eml", kMail);
  EXPECT_EQ(Report().status, 0);
  // The page's own, whose hash its policy names.
  EXPECT_EQ(Page().find("<script"), Page().rfind("<script"));
  EXPECT_THAT(Page(),
              AllOf(HasSubstr("default-src 'none'; script-src 'sha256-"),
                    HasSubstr("<iframe sandbox=\"\""),
                    HasSubstr("&lt;p&gt;Hello&lt;/p&gt;")));
}

TEST_F(ReportTest, TakesTheNewestOfTheSameTestInSeveralFolders) {
  Keep("A.Comes", Record("A.Comes", "failed", "r1", "2026-11-24T10:00:00Z"));
  folder_.Write("shard2/order_test/A.Comes/record.json",
                Record("A.Comes", "passed", "r2", "2026-11-24T11:00:00Z"));
  EXPECT_THAT(Report("shard2").output, HasSubstr("1 mail tests, 0 failed"));
  EXPECT_THAT(Report("shard2 --run r1").output,
              HasSubstr("1 mail tests, 1 failed"));
}

TEST_F(ReportTest, GoesOnWhereARecordCannotBeRead) {
  Keep("A.Passes", Record("A.Passes", "passed"));
  Keep("B.Broken", "{\"format\": 1, ");
  Keep("C.Deep", std::string(100000, '['));
  Keep("D.Odd", R"({"format": 1, "waits": [{"arrivals": 7}, 3], "mails": {}})");
  const Ended ended = Report();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output, AllOf(HasSubstr("2 mail tests, 0 failed"),
                                  HasSubstr("B.Broken"), HasSubstr("C.Deep")));
}

TEST_F(ReportTest, SaysWhichFolderIsMissing) {
  const Ended ended = Report("nowhere");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.output, HasSubstr("\"evidence\""));
}

}  // namespace
}  // namespace letterbox
