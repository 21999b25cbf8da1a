// How long a mail takes from the product to the test: from before the product
// connects by SMTP to the return of a Receive that waits for it, over HTTPS.
// That is more than the time from SMTP's 250, which lies within it.

#include <benchmark/benchmark.h>
#include <gmock/gmock.h>
#include <letterbox/letterbox.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/smtp_client.h"

namespace letterbox {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr char kCustomer[] = "customer@contoso.test";

std::string MailOfTenKilobytes(const std::string& subject) {
  std::string mail =
      "From: orders@contoso.test\r\nTo: " + std::string(kCustomer) +
      "\r\nSubject: " + subject + "\r\n\r\n";
  while (mail.size() < 10'000) mail += "Thank you for your order.\r\n";
  return mail;
}

double Percentile(std::vector<double>& values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(
      part * static_cast<double>(values.size() - 1))];
}

void SmtpToReceive(benchmark::State& state) {
  EmbeddedExchange::Options options;
  options.users = {kCustomer};
  EmbeddedExchange exchange(options);
  const std::shared_ptr<Mailbox> mailbox =
      OpenMailbox(exchange.ConnectionFor(kCustomer));
  Subscription customer({"customer", kCustomer, mailbox->Watch()});

  std::vector<double> milliseconds;
  int number = 0;
  for (auto _ : state) {
    const std::string subject = "Order " + std::to_string(++number);
    std::future<steady_clock::time_point> received =
        std::async(std::launch::async, [&] {
          customer.Receive(HasSubject(subject));
          return steady_clock::now();
        });
    // Long enough for the thread to have looked once and to wait.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const steady_clock::time_point begun = steady_clock::now();
    HandInMail(exchange.smtp(), "orders@contoso.test", {kCustomer},
               MailOfTenKilobytes(subject));
    const duration<double> taken = received.get() - begun;
    state.SetIterationTime(taken.count());
    milliseconds.push_back(taken.count() * 1000);
  }
  state.counters["p50_ms"] = Percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = Percentile(milliseconds, 0.99);
}
BENCHMARK(SmtpToReceive)->UseManualTime()->Iterations(300);

}  // namespace
}  // namespace letterbox

BENCHMARK_MAIN();
