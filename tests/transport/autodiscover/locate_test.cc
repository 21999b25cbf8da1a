#include "autodiscover/locate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "answers.h"
#include "letterbox/transport/error.h"
#include "support/temp_folder.h"

namespace letterbox::autodiscover {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LocateTest : public testing::Test {
 protected:
  LocateTest() {
    connection_.name = "qa";
    connection_.host = "autodiscover";
    connection_.user = "qa@contoso.com";
    connection_.token_store = (folder_.path() / "tokens").string();
    internet_.Serve(JsonUrl(kPlace), 200, JsonAnswer());
  }

  std::string Find() {
    return Locate(connection_, internet_.reach(), SystemClock()).host;
  }
  bool IsAsked() {
    const std::size_t before = internet_.requests().size();
    Find();
    return internet_.requests().size() > before;
  }

  const TempFolder folder_;
  Connection connection_;
  MadeUpInternet internet_;
};

TEST_F(LocateTest, LeavesAHostAsItIs) {
  connection_.host = "mail.contoso.com";
  EXPECT_EQ(Find(), "mail.contoso.com");
  EXPECT_THAT(internet_.requests(), IsEmpty());
}

TEST_F(LocateTest, RemembersWhatWasFound) {
  EXPECT_FALSE(Remembered(connection_));
  EXPECT_EQ(Find(), kEws);
  EXPECT_FALSE(IsAsked());
  EXPECT_EQ(Remembered(connection_)->host, kEws);
}

TEST_F(LocateTest, AsksAnewForAnotherAddress) {
  Find();
  connection_.mailbox = "other@contoso.com";
  internet_.Serve(JsonUrl(kPlace, "other%40contoso.com"), 200, JsonAnswer());
  EXPECT_TRUE(IsAsked());
}

TEST_F(LocateTest, AsksAnewWhenTold) {
  Find();
  Forget(connection_);
  EXPECT_TRUE(IsAsked());
}

TEST_F(LocateTest, DoesNotRememberAHostThatIsNotTrustedAnyMore) {
  connection_.trusted_hosts = {"mail.hoster.com"};
  internet_.Serve(JsonUrl(kPlace), 200, JsonAnswer("https://mail.hoster.com/"));
  EXPECT_EQ(Find(), "https://mail.hoster.com/");
  connection_.trusted_hosts = {};
  EXPECT_FALSE(Remembered(connection_));
}

TEST_F(LocateTest, KeepsNothingWithoutAStore) {
  connection_.token_store = "";
  Find();
  EXPECT_TRUE(IsAsked());
}

TEST_F(LocateTest, WantsAnAddress) {
  connection_.user = "CONTOSO\\qa";
  EXPECT_THROW(Find(), ConfigError);
  EXPECT_THAT(internet_.requests(), IsEmpty());
}

TEST_F(LocateTest, HasNoUrlBeforeItIsFound) {
  EXPECT_THROW(EwsUrl(connection_), ConfigError);
}

}  // namespace
}  // namespace letterbox::autodiscover
