// What the tests of a mailbox against a scripted server have in common.
#ifndef LETTERBOX_TESTS_TRANSPORT_EWS_MAILBOX_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_EWS_MAILBOX_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ews/ews_mailbox.h"
#include "letterbox/transport/error.h"
#include "mime/base64.h"
#include "support/fake_clock.h"
#include "support/schema.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {

// Lets the time pass wherever somebody waits for it.
class HastyClock : public FakeClock {
 public:
  void Wait(std::condition_variable&, std::unique_lock<std::mutex>&,
            Deadline deadline) override {
    if (Now() < deadline) Advance(deadline - Now());
  }
};

inline std::string FoundItems(const std::vector<std::string>& ids,
                              const std::string& includes_last = "true") {
  std::string items;
  for (const std::string& id : ids) {
    items += "<t:Message><t:ItemId Id=\"" + id + "\"/></t:Message>";
  }
  return AnswerOf(
      "FindItem",
      SuccessMessage("FindItem", "<m:RootFolder IncludesLastItemInRange=\"" +
                                     includes_last + "\"><t:Items>" + items +
                                     "</t:Items></m:RootFolder>"));
}

// The text between the first `before` and the next `after`.
inline std::string Between(const std::string& text, const std::string& before,
                           const std::string& after) {
  const std::size_t begin = text.find(before) + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

class EwsMailboxTest : public testing::Test {
 protected:
  EwsMailboxTest() {
    auto transport = std::make_unique<ScriptedTransport>();
    transport_ = transport.get();
    mailbox_ = NewEwsMailbox(
        MadeUpSite(), std::move(transport),
        [](HttpTransport&) { return std::make_unique<CountingTokens>(); },
        clock_);
    draft_.to = {"shop@contoso.test"};
    draft_.subject = "Hello";
    draft_.text = "Text";
  }

  void TearDown() override {
    if (!HasSchema() || transport_->requests().empty()) return;
    std::vector<std::string> envelopes;
    for (const HttpRequest& request : transport_->requests()) {
      envelopes.push_back(request.body);
    }
    EXPECT_TRUE(AreValidEnvelopes(envelopes));
  }

  std::string Request(std::size_t number) const {
    return transport_->requests().at(number).body;
  }
  /// The MIME of the mail that request `number` creates.
  std::string MimeIn(std::size_t number) const {
    return DecodeBase64(Between(Request(number), "CharacterSet=\"UTF-8\">",
                                "</t:MimeContent>"))
        .value_or("");
  }
  std::string MessageIdIn(std::size_t number) const {
    return Email::FromMime(MimeIn(number)).message_id();
  }
  ConnectionError Lost(
      bool maybe_sent,
      ConnectionError::Kind kind = ConnectionError::Kind::kTimeout) const {
    return ConnectionError(kind, "It took too long.", MadeUpSite().url,
                           maybe_sent);
  }

  HastyClock clock_;
  ScriptedTransport* transport_ = nullptr;
  std::shared_ptr<Mailbox> mailbox_;
  Draft draft_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_TESTS_TRANSPORT_EWS_MAILBOX_FIXTURE_H_
