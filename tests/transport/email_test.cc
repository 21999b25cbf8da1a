#include "letterbox/transport/email.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <sstream>
#include <string>
#include <vector>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

template <typename T>
std::string Print(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

constexpr char kOrder[] =
    "From: Shop <orders@contoso.test>\r\n"
    "To: customer@contoso.test\r\n"
    "Subject: Your order A-1042\r\n"
    "Message-ID: <1042@contoso.test>\r\n"
    "Reply-To: help@contoso.test\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nThank you  for\r\nyour order.\r\n"
    "--b\r\nContent-Type: application/pdf; name=invoice.pdf\r\n\r\n%PDF\r\n"
    "--b--\r\n";

TEST(Email, IsEmptyByDefault) {
  const Email mail;
  EXPECT_EQ(mail.subject(), "");
  EXPECT_EQ(mail.from(), EmailAddress());
  EXPECT_THAT(mail.to(), IsEmpty());
  EXPECT_EQ(mail.text(), "");
  EXPECT_THAT(mail.links(), IsEmpty());
  EXPECT_EQ(mail.mime(), "");
  EXPECT_EQ(Print(mail), "\"\", 0 bytes of text");
}

TEST(Email, ShowsWhatTheMimeSays) {
  const Email mail = Email::FromMime(kOrder);
  EXPECT_EQ(mail.subject(), "Your order A-1042");
  EXPECT_EQ(mail.from(), EmailAddress("orders@contoso.test", "Shop"));
  EXPECT_THAT(mail.to(), ElementsAre(EmailAddress("customer@contoso.test")));
  EXPECT_THAT(mail.reply_to(), ElementsAre(EmailAddress("help@contoso.test")));
  EXPECT_EQ(mail.message_id(), "1042@contoso.test");
  EXPECT_EQ(mail.text_body(), "Thank you  for\nyour order.");
  EXPECT_EQ(mail.text(), "Thank you for your order.");
  EXPECT_EQ(mail.mime(), kOrder);
  EXPECT_THAT(mail.attachments(), SizeIs(1));
}

TEST(Email, ShowsTheHtmlBodyWhereThereAreBoth) {
  const Email mail = Email::FromMime(
      "Content-Type: multipart/alternative; boundary=b\n\n"
      "--b\n\nplain https://plain.test\n"
      "--b\nContent-Type: text/html\n\n<a href='https://html.test'>rich</a>\n"
      "--b--\n");
  EXPECT_EQ(mail.text(), "rich");
  EXPECT_EQ(mail.text_body(), "plain https://plain.test");
  ASSERT_THAT(mail.links(), SizeIs(1));
  EXPECT_EQ(mail.links()[0].url, "https://html.test");
}

TEST(Email, FindsTheLinksOfAPlainText) {
  const Email mail = Email::FromMime("\nSee https://a.test/x.\n");
  ASSERT_THAT(mail.links(), SizeIs(1));
  EXPECT_EQ(mail.links()[0].url, "https://a.test/x");
  EXPECT_EQ(mail.links()[0].text, "https://a.test/x");
}

TEST(Email, AddsTheBccThatOnlyTheServerKnows) {
  ItemProperties item;
  item.bcc = {"a@B.test", "c@b.test"};
  const Email mail = Email::FromMime("Bcc: A <a@b.test>\n\n", item);
  EXPECT_THAT(mail.bcc(), ElementsAre(EmailAddress("a@b.test", "A"),
                                      EmailAddress("c@b.test")));
}

TEST(Email, KeepsTheItemProperties) {
  ItemProperties item;
  item.id = "AAMk=";
  item.is_read = true;
  const Email mail = Email::FromMime("", item);
  EXPECT_EQ(mail.item().id, "AAMk=");
  EXPECT_TRUE(mail.item().is_read);
}

TEST(Email, SharesItsViewsWithItsCopies) {
  const Email mail = Email::FromMime(kOrder);
  const Email copy = mail;
  EXPECT_EQ(&copy.text(), &mail.text());
  EXPECT_EQ(&copy.attachments(), &mail.attachments());
}

TEST(Email, IsReadBySeveralThreadsAtOnce) {
  for (int round = 0; round < 50; ++round) {
    const Email mail = Email::FromMime(kOrder);
    std::vector<std::future<std::string>> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(std::async(std::launch::async, [mail] {
        return mail.text() + mail.attachments().at(0).name;
      }));
    }
    for (auto& thread : threads) {
      EXPECT_EQ(thread.get(), "Thank you for your order.invoice.pdf");
    }
  }
}

TEST(Email, PrintsOneLine) {
  EXPECT_EQ(Print(Email::FromMime(kOrder)),
            "\"Your order A-1042\" from Shop <orders@contoso.test> to "
            "customer@contoso.test, 25 bytes of text, attachment invoice.pdf "
            "(application/pdf, 4 bytes)");
}

TEST(Email, PrintsAShortLineWhateverItHolds) {
  const std::string text(5000, 'x');
  std::string mime = "Subject: [  SKIPPED ]" + text + "\nFrom: " + text + " <" +
                     text + "@b.test>\nTo: a@b.test";
  for (int i = 0; i < 50; ++i) mime += ", a@" + text;
  mime += "\nContent-Type: a/" + text + "; name=" + text + "\n\n" + text;
  const std::string line = Print(Email::FromMime(mime));
  EXPECT_THAT(line, SizeIs(testing::Le(200)));
  EXPECT_THAT(line, HasSubstr(" and 50 more"));
  EXPECT_THAT(line, HasSubstr("[\\x20 SKIPPED ]"));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
}

TEST(EmailAddress, ComparesBothFields) {
  EXPECT_EQ(EmailAddress("a@b.test"), EmailAddress("a@b.test", ""));
  EXPECT_NE(EmailAddress("a@b.test"), EmailAddress("a@b.test", "A"));
  EXPECT_NE(EmailAddress("a@b.test"), EmailAddress("c@b.test"));
}

TEST(SameAddress, IgnoresTheCaseOfTheDomainOnly) {
  EXPECT_TRUE(SameAddress("a@b.test", "a@B.TEST"));
  EXPECT_FALSE(SameAddress("A@b.test", "a@b.test"));
  EXPECT_FALSE(SameAddress("a@b.test", "a@b.tes"));
  EXPECT_FALSE(SameAddress("a@b.test", "a@b.testx"));
  EXPECT_FALSE(SameAddress("a@b.test", ""));
  EXPECT_TRUE(SameAddress("root", "root"));
  EXPECT_FALSE(SameAddress("root", "Root"));
}

TEST(SameAddress, KnowsBothFormsOfAnInternationalDomain) {
  EXPECT_TRUE(SameAddress("a@bücher.test", "a@xn--bcher-kva.test"));
  EXPECT_TRUE(SameAddress("a@XN--BCHER-KVA.test", "a@BÜCHER.test"));
  EXPECT_FALSE(SameAddress("a@bücher.test", "a@bucher.test"));
  EXPECT_FALSE(SameAddress("ü@b.test", "u@b.test"));
}

TEST(WithoutTag, LeavesTheMailbox) {
  EXPECT_EQ(WithoutTag("ann+shop@b.test"), "ann@b.test");
  EXPECT_EQ(WithoutTag("ann+a+b@b.test"), "ann@b.test");
  EXPECT_EQ(WithoutTag("ann@b+c.test"), "ann@b+c.test");
  EXPECT_EQ(WithoutTag("+ann@b.test"), "+ann@b.test");
  EXPECT_EQ(WithoutTag("ann"), "ann");
}

TEST(Email, SaysWhoSentItAndWhen) {
  const std::string fields =
      "From: a@b.test\nSender: c@d.test\n"
      "Date: Mon, 21 Sep 2026 14:13:20 +0000\n\n";
  EXPECT_EQ(Email::FromMime(fields).sender(), EmailAddress("c@d.test"));
  EXPECT_EQ(Email::FromMime("From: a@b.test\n\n").sender(),
            EmailAddress("a@b.test"));
  const auto date = std::chrono::system_clock::from_time_t(1790000000);
  EXPECT_EQ(Email::FromMime(fields).sent(), date);
  ItemProperties item;
  item.sent = date + std::chrono::seconds(1);
  item.importance = Importance::kHigh;
  EXPECT_EQ(Email::FromMime(fields, item).sent(), item.sent);
  EXPECT_EQ(Email::FromMime("Importance: low\n\n", item).importance(),
            Importance::kHigh);
  EXPECT_FALSE(Email().sent());
}

TEST(Print, ShowsEachValueOnOneLine) {
  EXPECT_EQ(Print(EmailAddress("a@b.test", "A\nB")), "A\\nB <a@b.test>");
  EXPECT_EQ(Print(Header{"X-A", "b\tc"}), "X-A: b\\tc");
  EXPECT_EQ(Print(Link{"Home", "https://a.test"}),
            "\"Home\" to https://a.test");
  EXPECT_EQ(Print(Attachment{"", "text/csv", "x"}),
            "unnamed (text/csv, 1 byte)");
  EXPECT_THAT(Print(Attachment{std::string(500, 'x')}),
              EndsWith("x... (application/octet-stream, 0 bytes)"));
}

}  // namespace
}  // namespace letterbox
