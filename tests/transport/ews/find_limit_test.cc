// Pages that are too large for the server.
#include "ews/find_limit.h"

#include <string>

#include "letterbox/transport/error.h"
#include "transport/ews/mailbox_fixture.h"

namespace letterbox::ews {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string TooMany() {
  return AnswerOf("FindItem",
                  ErrorMessage("FindItem", "ErrorExceededFindCountLimit"));
}

class FindLimit : public EwsMailboxTest {};

TEST_F(FindLimit, MakesThePageSmallerAndDoesNotWait) {
  transport_->Reply(200, TooMany());
  transport_->Reply(200, TooMany());
  transport_->Reply(200, FoundItems({}));
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
