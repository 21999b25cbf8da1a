// How many mails one request asks for.
#include "ews/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

class FetchTest : public testing::Test {
 protected:
  /// Answers with a mail for each id that is asked for.
  void ReplyMails() {
    transport_.Reply([](const HttpRequest& request) {
      std::string messages;
      const int count = Count(request.body, "<t:ItemId ");
      for (int i = 0; i < count; ++i) {
        messages += SuccessMessage(
            "GetItem",
            "<m:Items><t:Message><t:MimeContent>U3ViamVjdDogSGkNCg0K"
            "</t:MimeContent><t:ItemId Id=\"A\"/></t:Message></m:Items>");
      }
      return HttpResponse{200, {}, AnswerOf("GetItem", messages)};
    });
  }
  void FailAsTooLarge() {
    transport_.Fail({ConnectionError::Kind::kTooLarge, "too large", "", true});
  }

  /// Fetches mails of these sizes, and returns how many each request asked for.
  std::vector<int> FetchSizes(const std::vector<std::size_t>& sizes) {
    std::vector<ItemId> todo;
    for (const std::size_t size : sizes) todo.push_back({"A", "", size});
    Fetch(client_, todo, {},
          {[&](const ItemId&, Outcome<GetItem::Result> outcome) {
             mimes_.push_back(outcome.value.mime);
           },
           [&](const ConnectionError&) { ++too_large_; }});
    EXPECT_THAT(todo, SizeIs(0));
    std::vector<int> asked;
    for (const HttpRequest& request : transport_.requests()) {
      asked.push_back(Count(request.body, "<t:ItemId "));
    }
    return asked;
  }

  ScriptedTransport transport_;
  CountingTokens tokens_;
  EwsClient client_{MadeUpSite(), transport_, tokens_, Cancellation()};
  std::vector<std::string> mimes_;
  int too_large_ = 0;
};

TEST_F(FetchTest, AsksForTenSmallMailsAtATime) {
  ReplyMails();
  ReplyMails();
  EXPECT_THAT(FetchSizes(std::vector<std::size_t>(12, 1000)),
              ElementsAre(10, 2));
  EXPECT_THAT(mimes_, SizeIs(12));
  EXPECT_THAT(mimes_, Each(HasSubstr("Subject: Hi")));
}

TEST_F(FetchTest, AsksForLargeMailsOneByOne) {
  for (int i = 0; i < 5; ++i) ReplyMails();
  EXPECT_THAT(FetchSizes({20 * kMegabyte, 20 * kMegabyte, 9 * kMegabyte,
                          7 * kMegabyte, 100 * kMegabyte, 1}),
              ElementsAre(1, 1, 2, 1, 1));
}

TEST_F(FetchTest, AsksForFewerWhereAnAnswerTurnsOutTooLarge) {
  FailAsTooLarge();  // four
  ReplyMails();      // two
  FailAsTooLarge();  // two
  ReplyMails();      // one
  FailAsTooLarge();  // the last, which is too large alone
  EXPECT_THAT(FetchSizes({0, 0, 0, 0}), ElementsAre(4, 2, 2, 1, 1));
  EXPECT_THAT(mimes_, SizeIs(3));
  EXPECT_EQ(too_large_, 1);
}

}  // namespace
}  // namespace letterbox::ews
