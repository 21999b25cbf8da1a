// What a failed Receive takes to rank 1,000 mails by how near they came, and to
// explain the best three: cold, the mails decoded anew, and warm.

#include <benchmark/benchmark.h>
#include <gmock/gmock.h>
#include <letterbox/matchers.h>

#include <chrono>
#include <string>
#include <vector>

#include "report.h"

namespace letterbox::internal {
namespace {

constexpr int kMails = 1000;

std::string Order(int number) {
  const std::string id = std::to_string(number);
  return "From: Contoso Shop <orders@contoso.test>\r\nTo: ann@contoso.test\r\n"
         "Subject: Your order A-" +
         id +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
         "\r\n<html><body><h1>Thank you for your order</h1><table><tr><td>A-" +
         id +
         "</td><td>9.00 EUR</td></tr></table><a href=\"https://contoso.test/"
         "track\">Track your parcel</a></body></html>\r\n";
}

Situation Thousand() {
  Situation situation;
  situation.connection = "customer";
  situation.address = "ann@contoso.test";
  for (int i = 0; i < kMails; ++i) {
    Arrival arrival;
    arrival.email = Email::FromMime(Order(i));
    situation.arrivals.push_back(std::move(arrival));
  }
  return situation;
}

EmailMatcher Wanted() {
  return testing::AllOf(
      HasSubject("Your order A-1042"), IsFrom("orders@contoso.test"),
      HasText(testing::HasSubstr("Thank you")), HasLink(WithText("Cancel")));
}

void NearMissesOf1000Cold(benchmark::State& state) {
  const EmailMatcher wanted = Wanted();
  for (auto _ : state) {
    state.PauseTiming();
    const Situation situation = Thousand();
    state.ResumeTiming();
    benchmark::DoNotOptimize(
        TimeOutReport(situation, wanted, std::chrono::seconds(60), ""));
  }
}
BENCHMARK(NearMissesOf1000Cold)->Unit(benchmark::kMillisecond);

void NearMissesOf1000(benchmark::State& state) {
  const EmailMatcher wanted = Wanted();
  const Situation situation = Thousand();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        TimeOutReport(situation, wanted, std::chrono::seconds(60), ""));
  }
}
BENCHMARK(NearMissesOf1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace letterbox::internal
