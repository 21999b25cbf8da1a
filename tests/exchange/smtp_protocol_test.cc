// The protocol of SMTP, fed by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/mailboxes.h"
#include "exchange/smtp/dot_reader.h"
#include "exchange/smtp/path.h"
#include "exchange/smtp/protocol.h"

namespace letterbox::exchange {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class Smtp : public testing::Test {
 protected:
  std::string Say(const std::string& text) { return protocol_.Feed(text); }
  void Hello() { ASSERT_THAT(Say("EHLO client.test\r\n"), StartsWith("250-")); }
  void Envelope(const std::string& recipient = "alice@contoso.test") {
    Hello();
    ASSERT_THAT(Say("MAIL FROM:<shop@contoso.test>\r\n"), StartsWith("250 "));
    ASSERT_THAT(Say("RCPT TO:<" + recipient + ">\r\n"), StartsWith("250 "));
  }
  // What was put into the mailbox, after the two headers that are ours.
  std::string Content(std::size_t index = 0) {
    const std::string& mime = mailboxes_.delivered.at(index).second;
    const std::size_t date = mime.find(";\r\n\t");
    return mime.substr(mime.find("\r\n", date + 4) + 2);
  }

  static SmtpLimits Limits() {
    SmtpLimits limits;
    limits.message_bytes = 1000;
    limits.recipients = 2;
    return limits;
  }

  Mailboxes mailboxes_;
  SmtpProtocol protocol_{mailboxes_.drop(), Limits()};
};

TEST_F(Smtp, GreetsAndTellsWhatItCan) {
  EXPECT_THAT(protocol_.Greeting(),
              AllOf(StartsWith("220 "), EndsWith("\r\n")));
  EXPECT_THAT(Say("EHLO [127.0.0.1]\r\n"),
              AllOf(HasSubstr("250-SIZE 1000\r\n"), HasSubstr("250-PIPELINING"),
                    HasSubstr("250-8BITMIME"), HasSubstr("250 SMTPUTF8\r\n")));
  EXPECT_THAT(Say("helo a\n"), StartsWith("250 "));
  EXPECT_THAT(Say("EHLO\r\n"), StartsWith("501 "));
  EXPECT_THAT(Say("EHLO a b\r\n"), StartsWith("501 "));
}

TEST_F(Smtp, DeliversWithTraceHeadersAndTheBytesAsTheyCame) {
  Envelope();
  const std::string mime =
      "Subject: \xE4\xF6\xFC\r\n\r\n8 bits: \xFF\x01 bare \n and \r ends\r\n";
  EXPECT_THAT(Say("DATA\r\n"), StartsWith("354 "));
  EXPECT_THAT(mailboxes_.delivered, IsEmpty());
  EXPECT_THAT(Say(mime + ".\r\n"), StartsWith("250 "));
  ASSERT_THAT(mailboxes_.delivered, SizeIs(1));
  EXPECT_THAT(mailboxes_.delivered[0].second,
              StartsWith("Return-Path: <shop@contoso.test>\r\n"
                         "Received: from client.test ([127.0.0.1])\r\n"
                         "\tby localhost with ESMTP\r\n"
                         "\tfor <alice@contoso.test>;\r\n"
                         "\tTue, 24 Nov 2026 12:00:00 +0000\r\n"));
  EXPECT_EQ(Content(), mime);
}

TEST_F(Smtp, DeliversOnceToEachMailbox) {
  Envelope("Alice@CONTOSO.test");
  Say("RCPT TO:<bob@contoso.test>\r\nRCPT TO:<alice@contoso.test>\r\n"
      "RCPT TO:<a.smith@contoso.test>\r\nDATA\r\nx\r\n.\r\n");
  ASSERT_THAT(mailboxes_.delivered, SizeIs(2));
  EXPECT_EQ(mailboxes_.delivered[0].first, "alice@contoso.test");
  EXPECT_EQ(mailboxes_.delivered[1].first, "bob@contoso.test");
  // Who else got it is nobody's business.
  EXPECT_THAT(mailboxes_.delivered[0].second, Not(HasSubstr("for <")));
}

TEST_F(Smtp, RefusesAddressesWithoutAMailbox) {
  Envelope();
  EXPECT_THAT(Say("RCPT TO:<carol@contoso.test>\r\n"),
              StartsWith("550 5.1.10 "));
  EXPECT_THAT(Say("RCPT TO:<alice@fabrikam.test>\r\n"),
              StartsWith("550 5.1.10 "));
  Say("DATA\r\nx\r\n.\r\n");
  EXPECT_THAT(mailboxes_.delivered, SizeIs(1));
}

TEST_F(Smtp, TakesTheNullSender) {
  Hello();
  EXPECT_THAT(Say("MAIL FROM:<>\r\n"), StartsWith("250 "));
  Say("RCPT TO:<bob@contoso.test>\r\nDATA\r\nx\r\n.\r\n");
  EXPECT_THAT(mailboxes_.delivered.at(0).second,
              StartsWith("Return-Path: <>\r\n"));
}

TEST_F(Smtp, AnswersAPipelineInItsOrder) {
  EXPECT_EQ(Say("HELO a\r\nNOOP\r\nRCPT TO:<bob@contoso.test>\r\nNOOP x\r\n"
                "VRFY bob\r\nQUIT\r\nNOOP\r\n"),
            "250 localhost Hello [127.0.0.1]\r\n"
            "250 2.0.0 Done\r\n"
            "503 5.5.2 Give the sender first\r\n"
            "250 2.0.0 Done\r\n"
            "252 2.1.5 Not verified; hand in a mail to find out\r\n"
            "221 2.0.0 Closing\r\n");
  EXPECT_TRUE(protocol_.ended());
}

TEST_F(Smtp, TakesBytesInPiecesOfAnySize) {
  const std::string all =
      "EHLO a\r\nMAIL FROM:<shop@contoso.test> BODY=8BITMIME SIZE=10\r\n"
      "RCPT TO:<bob@contoso.test>\r\nDATA\r\n..\r\n.x\r\n.\r\nQUIT\r\n";
  std::string replies;
  for (const char c : all) replies += Say(std::string(1, c));
  EXPECT_THAT(replies, EndsWith("221 2.0.0 Closing\r\n"));
  EXPECT_EQ(Content(), ".\r\nx\r\n");
}

TEST_F(Smtp, WantsCommandsInTheirOrder) {
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("DATA\r\n"), StartsWith("503 "));
  Hello();
  EXPECT_THAT(Say("DATA\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>\r\n"), StartsWith("250 "));
  EXPECT_THAT(Say("DATA\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("RSET\r\n"), StartsWith("250 "));
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>\r\n"), StartsWith("503 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>\r\n"), StartsWith("250 "));
  Hello();  // begins anew, too
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>\r\n"), StartsWith("503 "));
}

TEST_F(Smtp, RefusesWhatItDoesNotKnow) {
  Hello();
  for (const std::string known : {"STARTTLS", "AUTH PLAIN x", "BDAT 5 LAST"}) {
    EXPECT_THAT(Say(known + "\r\n"), StartsWith("502 ")) << known;
  }
  EXPECT_THAT(Say("XYZZY\r\n"), StartsWith("500 "));
  EXPECT_THAT(Say("\r\n"), StartsWith("500 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test> RET=FULL\r\n"), StartsWith("555 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test> BODY=BINARYMIME\r\n"),
              StartsWith("501 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test> SIZE=x\r\n"), StartsWith("501 "));
  EXPECT_THAT(Say("MAIL TO:<a@b.test>\r\n"), StartsWith("501 "));
  EXPECT_THAT(Say("MAIL FROM:a@b.test\r\n"), StartsWith("501 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test>\r\nRCPT TO:<>\r\n"),
              HasSubstr("\r\n501 "));
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test> NOTIFY=NEVER\r\n"),
              StartsWith("555 "));
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>\r\nDATA now\r\n"),
              HasSubstr("\r\n501 "));
}

TEST_F(Smtp, RefusesWhatIsTooLarge) {
  Hello();
  EXPECT_THAT(Say("MAIL FROM:<a@b.test> SIZE=1001\r\n"), StartsWith("552 "));
  EXPECT_THAT(Say("MAIL FROM:<a@b.test> SIZE=99999999999999999999\r\n"),
              StartsWith("552 "));
  Envelope();
  Say("DATA\r\n");
  EXPECT_EQ(Say(std::string(998, 'x') + "\r\n"), "");
  EXPECT_THAT(Say(".\r\n"), StartsWith("250 "));
  Envelope();
  Say("DATA\r\n");
  EXPECT_EQ(Say(std::string(999, 'x') + "\r\n"), "");
  EXPECT_THAT(Say(std::string(5000, 'x') + "\r\n.\r\n"), StartsWith("552 "));
  EXPECT_THAT(mailboxes_.delivered, SizeIs(1));
  EXPECT_THAT(Say("DATA\r\n"), StartsWith("503 "));
}

TEST_F(Smtp, LimitsRecipientsAndLines) {
  Envelope();
  EXPECT_THAT(Say("RCPT TO:<bob@contoso.test>\r\n"), StartsWith("250 "));
  EXPECT_THAT(Say("RCPT TO:<dave@contoso.test>\r\n"), StartsWith("452 "));
  EXPECT_THAT(Say("NOOP " + std::string(5000, 'x') + "\r\nNOOP\r\n"),
              AllOf(StartsWith("500 "), EndsWith("250 2.0.0 Done\r\n")));
  EXPECT_THAT(Say("NOOP " + std::string(2000, 'x') + "\r\n"),
              StartsWith("250 "));
}

TEST_F(Smtp, HangsUpAfterManyMistakes) {
  std::string replies;
  for (int i = 0; i < 30 && !protocol_.ended(); ++i) {
    replies = Say("GET / HTTP/1.1\r\n");
  }
  EXPECT_TRUE(protocol_.ended());
  EXPECT_THAT(replies, StartsWith("421 "));
}

TEST_F(Smtp, SaysSoWhereTheMailboxDoesNotTakeIt) {
  mailboxes_.full = true;
  Envelope();
  EXPECT_THAT(Say("DATA\r\nx\r\n.\r\n"), HasSubstr("\r\n451 "));
  mailboxes_.full = false;
  Envelope();
  EXPECT_THAT(Say("DATA\r\nx\r\n.\r\n"), HasSubstr("\r\n250 "));
}

TEST_F(Smtp, TakesUtf8AddressesFromThoseWhoSaySo) {
  Hello();
  const std::string rcpt = "RCPT TO:<k\xC3\xA4the@contoso.test>\r\n";
  Say("MAIL FROM:<a@b.test>\r\n");
  EXPECT_THAT(Say(rcpt), StartsWith("553 "));
  Say("RSET\r\nMAIL FROM:<a@b.test> SMTPUTF8\r\n");
  EXPECT_THAT(Say(rcpt), StartsWith("250 "));
  Say("DATA\r\nx\r\n.\r\n");
  EXPECT_THAT(mailboxes_.delivered, SizeIs(1));
}

TEST(DotReader, EndsAtADotOnALineOfItsOwn) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {".\r\n", ""},
      {"a\r\n.\r\n", "a\r\n"},
      {"..\r\n.\r\n", ".\r\n"},
      {".a\r\n.\r\n", "a\r\n"},
      {"a\n.\n\r\n.\r\n", "a\n.\n\r\n"},  // a bare LF ends no line
      {"a\r.\r\r\n.\r\n", "a\r.\r\r\n"},  // nor does a bare CR
      {".\rb\r\n.\r\n", "\rb\r\n"},
      {".\r\r\n.\r\n", "\r\r\n"},
      {"\r\n\r\n.\r\n", "\r\n\r\n"},
  };
  for (const auto& [sent, wanted] : cases) {
    for (std::size_t piece = 1; piece <= sent.size(); ++piece) {
      DotReader reader;
      std::string text;
      bool done = false;
      for (std::size_t at = 0; at < sent.size(); at += piece) {
        EXPECT_FALSE(done) << sent;
        std::string_view input = std::string_view(sent).substr(at, piece);
        done = reader.Read(input, text);
        EXPECT_TRUE(input.empty());
      }
      EXPECT_TRUE(done) << sent;
      EXPECT_EQ(text, wanted) << sent;
    }
  }
}

TEST(DotReader, LeavesWhatComesAfterTheEnd) {
  DotReader reader;
  std::string text;
  std::string_view input = "a\r\n.\r\nQUIT\r\n";
  EXPECT_TRUE(reader.Read(input, text));
  EXPECT_EQ(input, "QUIT\r\n");
}

TEST(Path, IsRead) {
  const std::vector<std::pair<std::string, std::string>> good = {
      {"FROM:<a@b.test>", "a@b.test"},
      {"from: <a@b.test> ", "a@b.test"},
      {"FROM:<>", ""},
      {"FROM:<@relay.test,@x.test:a@b.test>", "a@b.test"},
      {"FROM:<\"a > b @\"@b.test> SIZE=1", "\"a > b @\"@b.test"},
      {"FROM:<a+tag@[127.0.0.1]>", "a+tag@[127.0.0.1]"},
  };
  for (const auto& [text, address] : good) {
    const auto path = ReadPath(text, "FROM");
    ASSERT_TRUE(path) << text;
    EXPECT_EQ(path->address, address);
  }
  for (const std::string bad :
       {"", "FROM", "FROM:", "FROM:a@b", "FROM:<a@b", "FROM:<a>", "FROM:<@b>",
        "FROM:<a@>", "FROM:<a b@c>", "FROM:<a@b>x", "FROM:<a@b@c>",
        "FROM:<a@b\rX: y>", "FROM:<@b>", "TO:<a@b>", "FROM:<\"a@b>"}) {
    EXPECT_FALSE(ReadPath(bad, "FROM")) << bad;
  }
  const auto path = ReadPath("TO:<a@b> size=5  SMTPUTF8", "TO");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->parameters.at("SIZE"), "5");
  EXPECT_EQ(path->parameters.count("SMTPUTF8"), 1u);
}

}  // namespace
}  // namespace letterbox::exchange
