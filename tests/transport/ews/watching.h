// What the tests that watch a mailbox have in common.
#ifndef LETTERBOX_TESTS_TRANSPORT_EWS_WATCHING_H_
#define LETTERBOX_TESTS_TRANSPORT_EWS_WATCHING_H_

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "ews/ews_mailbox.h"
#include "transport/ews/made_up_ews.h"
#include "transport/ews/made_up_server.h"

namespace letterbox::ews {

inline std::shared_ptr<Mailbox> Open(MadeUpServer& server,
                                     Clock& clock = SystemClock()) {
  return NewEwsMailbox(
      MadeUpSite(), server.NewTransport(),
      [](HttpTransport&) { return std::make_unique<CountingTokens>(); }, clock);
}

inline std::vector<std::string> SubjectsOf(const Arrivals::Reading& reading) {
  std::vector<std::string> subjects;
  for (const Email& email : reading.emails) subjects.push_back(email.subject());
  return subjects;
}

inline Clock::Deadline In(std::chrono::milliseconds time) {
  return SystemClock().Now() + time;
}

// Long enough for any test that works, short enough for one that hangs.
inline constexpr std::chrono::seconds kLong{30};

class WatchingTest : public testing::Test {
 protected:
  std::unique_ptr<Arrivals> Watch() {
    return mailbox_->Watch({Folder::kInbox});
  }

  MadeUpServer server_;
  std::shared_ptr<Mailbox> mailbox_ = Open(server_);
};

/// What is new in a folder.
class ArrivalsTest : public WatchingTest {};

}  // namespace letterbox::ews

#endif  // LETTERBOX_TESTS_TRANSPORT_EWS_WATCHING_H_
