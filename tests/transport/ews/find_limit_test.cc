// Pages that are too large for the server.
#include "ews/find_limit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "ews/ews_mailbox.h"
#include "support/fake_clock.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string TooMany() {
  return AnswerOf("FindItem",
                  ErrorMessage("FindItem", "ErrorExceededFindCountLimit"));
}

class FindLimit : public testing::Test {
 protected:
  FindLimit() {
    auto transport = std::make_unique<ScriptedTransport>();
    transport_ = transport.get();
    mailbox_ = NewEwsMailbox(
        MadeUpSite(), std::move(transport),
        [](HttpTransport&) { return std::make_unique<CountingTokens>(); },
        clock_);
  }

  FakeClock clock_;
  ScriptedTransport* transport_ = nullptr;
  std::shared_ptr<Mailbox> mailbox_;
};

TEST_F(FindLimit, MakesThePageSmallerAndDoesNotWait) {
  transport_->Reply(200, TooMany());
  transport_->Reply(200, TooMany());
  transport_->Reply(
      200,
      AnswerOf("FindItem",
               SuccessMessage("FindItem",
                              "<m:RootFolder IncludesLastItemInRange=\"true\">"
                              "<t:Items/></m:RootFolder>")));
  EXPECT_THAT(mailbox_->List(Folder::kInbox, 100), SizeIs(0));
  const auto& requests = transport_->requests();
  ASSERT_THAT(requests, SizeIs(3));
  EXPECT_THAT(requests[0].body, HasSubstr("MaxEntriesReturned=\"100\""));
  EXPECT_THAT(requests[1].body, HasSubstr("MaxEntriesReturned=\"50\""));
  EXPECT_THAT(requests[2].body, HasSubstr("MaxEntriesReturned=\"25\""));
}

TEST_F(FindLimit, EndsWhereNoPageIsSmaller) {
  transport_->Reply(200, TooMany());
  transport_->Reply(200, TooMany());
  try {
    mailbox_->List(Folder::kInbox, 2);
    FAIL() << "was listed";
  } catch (const ServerError& error) {
    EXPECT_EQ(error.response_code(), "ErrorExceededFindCountLimit");
  }
}

}  // namespace
}  // namespace letterbox::ews
