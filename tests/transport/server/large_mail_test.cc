// A large mail out and in, and the memory that it takes here: the server is
// another process.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "letterbox/transport/mailbox.h"
#include "support/exchange_process.h"

namespace letterbox {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

// Megabytes of the attachment. 100 in the larger version of the test.
std::size_t Size() {
  const char* const size = std::getenv("LETTERBOX_LARGE_MEGABYTES");
  return size == nullptr ? 12 : std::strtoul(size, nullptr, 10);
}

// 3.5 MB for each of the attachment: itself, the mail around it as MIME, which
// is 1.37 of it, and one MIME more while that grows. Besides, what a program
// with 1 MB takes.
std::size_t Allowed() { return 35 * Size() / 10 + (Size() < 50 ? 40 : 0); }

// The most memory, in megabytes, since the last call of Forget.
std::size_t PeakMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  std::size_t kilobytes = 0;
  while (status >> word) {
    if (word == "VmHWM:") status >> kilobytes;
  }
  return kilobytes / 1024;
}
void ForgetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

// Sanitizers take memory of their own.
constexpr bool kMeasures =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    false;
#else
    true;
#endif

void ExpectPeak(const char* what) {
  const std::size_t peak = PeakMegabytes();
  std::cout << what << " a mail with an attachment of " << Size()
            << " MB: at most " << peak << " MB of memory" << std::endl;
  if (kMeasures) {
    EXPECT_LE(peak, Allowed()) << what;
  }
  ForgetPeak();
}

std::string Content() {
  std::string content(Size() * kMegabyte, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) {
    content[i] = static_cast<char>(i * 2654435761u >> 13);
  }
  return content;
}

Email Received(Arrivals& arrivals) {
  const auto deadline = SystemClock().Now() + std::chrono::minutes(4);
  while (true) {
    const Arrivals::Reading reading = arrivals.Read(0, deadline);
    if (!reading.emails.empty()) return reading.emails.front();
    if (!arrivals.Wait(reading.bell, deadline)) {
      throw std::runtime_error("no mail came: " + reading.unread);
    }
  }
}

TEST(LargeMail, IsSentAndReceivedInBoundedMemory) {
  const ExchangeProcess exchange(LETTERBOX_EXCHANGE_PROGRAM);
  const auto anna = OpenMailbox(exchange.ConnectionFor("anna@contoso.test"));
  const auto bert = OpenMailbox(exchange.ConnectionFor("bert@contoso.test"));
  const auto arrivals = bert->Watch();
  {
    Draft draft;
    draft.to = {"bert@contoso.test"};
    draft.subject = "Large";
    draft.attachments = {{"large.bin", "application/octet-stream"}};
    draft.attachments.front().content = Content();
    ForgetPeak();
    anna->Send(draft);
  }
  ExpectPeak("Sent");

  const Email mail = Received(*arrivals);
  ASSERT_EQ(mail.attachments().size(), 1u);
  ExpectPeak("Received");
  EXPECT_EQ(mail.subject(), "Large");
  EXPECT_TRUE(mail.attachments().front().content == Content());
}

}  // namespace
}  // namespace letterbox
