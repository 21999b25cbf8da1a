// What a stored mail costs of memory. LETTERBOX_ROUNDS times 10 MB of mail.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"
#include "support/rounds.h"

namespace letterbox {
namespace {

constexpr std::size_t kMegabyte = 1024 * 1024;

// Of this process, in bytes.
std::size_t Resident() {
  std::size_t size = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> size >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::string Mail(std::size_t size, int number) {
  std::string mail = "From: orders@contoso.test\r\nSubject: Order " +
                     std::to_string(number) + "\r\n\r\n";
  while (mail.size() < size) mail += "Thank you for your order.\r\n";
  return mail;
}

TEST(Memory, IsAtMostTwoAndAHalfTimesTheMailAndThirtyMegabytes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer's memory is not the server's";
#endif
  const std::size_t before = Resident();
  EmbeddedExchange::Options options;
  options.users = {"anna@contoso.test"};
  EmbeddedExchange exchange(options);
  std::size_t stored = 0;
  for (int i = 0; i < Rounds(1000); ++i) {
    const std::string mail = Mail(10 * 1024, i);
    exchange.Deliver("anna@contoso.test", mail);
    stored += mail.size();
  }
  const std::size_t used = Resident() - before;
  RecordProperty("stored_mb", static_cast<int>(stored / kMegabyte));
  RecordProperty("used_mb", static_cast<int>(used / kMegabyte));
  EXPECT_LE(used, stored * 5 / 2 + 30 * kMegabyte)
      << stored / kMegabyte << " MB of mail take " << used / kMegabyte << " MB";
}

}  // namespace
}  // namespace letterbox
