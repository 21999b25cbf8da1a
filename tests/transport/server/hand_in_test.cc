// Mail that is handed in by SMTP, as a fence of a test is.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/smtp.h"
#include "server_fixture.h"

namespace letterbox {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr char kPassword[] = "of-the-product";

class HandInTest : public testing::Test {
 protected:
  EmbeddedExchange exchange_{ThreeUsers()};
  const std::shared_ptr<Mailbox> alice_ =
      OpenMailbox(exchange_.ConnectionFor(kAlice));
};

TEST_F(HandInTest, ArrivesAsItIs) {
  PostBySmtp(exchange_.smtp(), Tls{}, "shop@contoso.test",
             "alice+tag@contoso.test",
             "Subject: By SMTP\nTo: alice+tag@contoso.test\n\n.dot\nText\n",
             kPatience);
  const std::vector<Email> inbox = alice_->List(Folder::kInbox, 10);
  ASSERT_EQ(inbox.size(), 1u);
  EXPECT_EQ(inbox[0].subject(), "By SMTP");
  EXPECT_EQ(inbox[0].text_body(), ".dot\nText\n");
}

TEST_F(HandInTest, TheWordsOfTheServerThatRefusesAreKept) {
  try {
    PostBySmtp(exchange_.smtp(), Tls{}, "shop@contoso.test",
               "nobody@contoso.test", "Subject: By SMTP\n\n", kPatience);
    FAIL() << "was taken";
  } catch (const ConnectionError& error) {
    EXPECT_NE(std::string(error.what()).find("550"), std::string::npos)
        << error.what();
  }
}

// As `hand_in: {tls: starttls}` with a user says it.
class SecureHandInTest : public testing::Test {
 protected:
  static EmbeddedExchange::Options Options() {
    EmbeddedExchange::Options options = ThreeUsers();
    options.smtp_sign_in = true;
    options.password = kPassword;
    return options;
  }
  HandIn WayIn(const std::string& password = kPassword) const {
    HandIn way = exchange_.smtp();
    way.tls = "starttls";
    way.user = kAlice;
    way.password = password;
    return way;
  }
  static void Post(const HandIn& way, const Tls& tls) {
    PostBySmtp(way, tls, kAlice, kAlice, "Subject: By STARTTLS\n\n", kPatience);
  }
  static std::string Refusal(const HandIn& way, const Tls& tls) {
    try {
      Post(way, tls);
    } catch (const ConnectionError& error) {
      return error.what();
    }
    return "";
  }

  EmbeddedExchange exchange_{Options()};
  const Connection alice_ = exchange_.ConnectionFor(kAlice);
};

TEST_F(SecureHandInTest, StartsTlsAndSignsIn) {
  Post(WayIn(), alice_.tls);
  EXPECT_EQ(SubjectsOf(OpenMailbox(alice_)->List(Folder::kInbox, 10)),
            std::vector<std::string>{"By STARTTLS"});
}

TEST_F(SecureHandInTest, RefusesACertificateThatItDoesNotKnow) {
  const std::string refusal = Refusal(WayIn(), Tls{});
  EXPECT_NE(refusal.find("ca_file"), std::string::npos) << refusal;
  EXPECT_EQ(refusal.find(kPassword), std::string::npos);
}

TEST_F(SecureHandInTest, SaysThatThePasswordIsWrong) {
  const std::string refusal = Refusal(WayIn("not-it"), alice_.tls);
  EXPECT_NE(refusal.find("535"), std::string::npos) << refusal;
  EXPECT_EQ(refusal.find("not-it"), std::string::npos);
}

// Nor goes on without it.
TEST_F(SecureHandInTest, WantsTlsWhereTheServerHasNone) {
  HandIn way = WayIn();
  way.tls = "tls";  // the port speaks plainly first
  EXPECT_NE(Refusal(way, alice_.tls), "");
  EXPECT_TRUE(OpenMailbox(alice_)->List(Folder::kInbox, 10).empty());
}

}  // namespace
}  // namespace letterbox
