// What the doctor says of addresses with a tag.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tool/check_fixture.h"

namespace letterbox {
namespace {

using testing::ContainsRegex;
using testing::IsEmpty;

// The mail to itself, which comes first, arrives.
class PlusAddressCheckTest : public CheckTest {
 protected:
  void Befall(EmbeddedExchange::MailFault::Kind kind) {
    EmbeddedExchange::MailFault fault;
    fault.kind = EmbeddedExchange::MailFault::Kind::kDelay;
    exchange_.CauseMail(fault);
    fault.kind = kind;
    exchange_.CauseMail(fault);
  }
};

TEST_F(PlusAddressCheckTest, FailsWhereTheyAreCountedOnAndComeBack) {
  Befall(EmbeddedExchange::MailFault::Kind::kBounce);
  Set("plus_addressing", "true");
  ExpectFailure("plus addresses", "Set `plus_addressing: false`");
  EXPECT_THAT(Subjects(Folder::kInbox), IsEmpty());
}

TEST_F(PlusAddressCheckTest, SaysThatTheyArriveAsCountedOn) {
  Set("plus_addressing", "true");
  EXPECT_THAT(Check().output,
              ContainsRegex("\n  plus addresses: ok, [^,\n]+, mail to a tagged "
                            "address arrives\n"));
}

TEST_F(PlusAddressCheckTest, DoesNotMissWhatNobodyCountsOn) {
  Befall(EmbeddedExchange::MailFault::Kind::kBounce);
  const Ended ended = Check();
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output,
              ContainsRegex("\n  plus addresses: ok, [^,\n]+, there are none, "
                            "as configured\n"));
}

}  // namespace
}  // namespace letterbox
