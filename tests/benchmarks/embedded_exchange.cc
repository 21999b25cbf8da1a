// What the embedded Exchange can take: mail handed in by SMTP and streamed out
// with its bodies, in memory and with a folder, 200 hanging streams, start and
// reset.
#include "letterbox/fixtures/embedded_exchange.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/raw_ews.h"
#include "support/temp_folder.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr char kUser[] = "customer@contoso.test";
constexpr int kMails = 10'000;
constexpr int kStreams = 200;
constexpr std::size_t kBatch = 100;

EmbeddedExchange::Options OneUser() {
  EmbeddedExchange::Options options;
  options.users = {kUser};
  options.methods = {Authentication::Method::kBasic};
  options.record_folder.clear();
  return options;
}

std::string MailOfTenKilobytes(int number) {
  std::string mail = "From: orders@contoso.test\r\nTo: " + std::string(kUser) +
                     "\r\nSubject: Order " + std::to_string(number) +
                     "\r\n\r\n";
  while (mail.size() < 10'000) mail += "Thank you for your order.\r\n";
  return mail;
}

// One connection, pipelined as far as SMTP allows: DATA waits for its 354.
void HandIn(const EmbeddedExchange& exchange, int count) {
  TlsClient client(exchange.smtp().port);
  client.ReadUntil("220 localhost Letterbox ESMTP ready\r\n");
  client.Write("EHLO benchmark\r\n");
  client.ReadUntil("250 SMTPUTF8\r\n");
  for (int i = 0; i < count; ++i) {
    client.Write("MAIL FROM:<orders@contoso.test>\r\nRCPT TO:<" +
                 std::string(kUser) + ">\r\nDATA\r\n");
    client.ReadUntil("354 Go ahead; end with a dot on a line of its own\r\n");
    client.Write(MailOfTenKilobytes(i) + ".\r\n");
    client.ReadUntil("250 2.6.0 The message is in its mailboxes\r\n");
  }
}

// Takes what is streamed, and gets the bodies of it in batches.
void StreamOut(RawEws& stream, RawEws& calls, std::size_t count) {
  std::string text;
  std::vector<std::string> ids;
  std::size_t bodies = 0;
  while (bodies < count) {
    text += stream.Read();
    const std::size_t end = text.rfind("</m:Notification>");
    if (end != text.npos) {
      for (std::string& id :
           AttributesIn({text.data(), end}, "<t:ItemId", "Id")) {
        ids.push_back(std::move(id));
      }
      text.erase(0, end);
    }
    while (ids.size() >= kBatch ||
           (!ids.empty() && bodies + ids.size() == count)) {
      const std::size_t taken = std::min(kBatch, ids.size());
      const std::vector<std::string> batch(ids.begin(), ids.begin() + taken);
      ids.erase(ids.begin(), ids.begin() + taken);
      bodies += AttributesIn(calls.GetBodies(batch), "<t:ItemId", "Id").size();
    }
  }
}

void Load(benchmark::State& state, const EmbeddedExchange::Options& options) {
  for (auto _ : state) {
    EmbeddedExchange exchange(options);
    RawEws stream(exchange, kUser);
    RawEws calls(exchange, kUser);
    stream.Listen(stream.SubscribeToInbox());
    const auto begun = steady_clock::now();
    std::thread product([&] { HandIn(exchange, kMails); });
    StreamOut(stream, calls, kMails);
    const duration<double> taken = steady_clock::now() - begun;
    product.join();
    state.SetIterationTime(taken.count());
    state.counters["mails_per_second"] = kMails / taken.count();
  }
}

void SmtpToStream(benchmark::State& state) { Load(state, OneUser()); }
BENCHMARK(SmtpToStream)->UseManualTime()->Iterations(1);

void SmtpToStreamWithAFolder(benchmark::State& state) {
  const TempFolder folder;
  EmbeddedExchange::Options options = OneUser();
  options.mail_folder = (folder.path() / "mail").string();
  Load(state, options);
}
BENCHMARK(SmtpToStreamWithAFolder)->UseManualTime()->Iterations(1);

// From the delivery of a mail until each of the streams has told of it.
void HangingStreams(benchmark::State& state) {
  EmbeddedExchange::Options options = OneUser();
  options.users.clear();
  for (int i = 0; i < kStreams; ++i) {
    options.users.push_back("user" + std::to_string(i) + "@contoso.test");
  }
  options.lists["all@contoso.test"] = options.users;
  EmbeddedExchange exchange(options);
  std::vector<std::unique_ptr<RawEws>> streams;
  for (const std::string& user : options.users) {
    streams.push_back(std::make_unique<RawEws>(exchange, user));
    streams.back()->Listen(streams.back()->SubscribeToInbox());
  }
  for (auto _ : state) {
    const auto begun = steady_clock::now();
    exchange.Deliver("all@contoso.test", MailOfTenKilobytes(0));
    for (const auto& stream : streams) {
      std::string text;
      while (text.find("</t:NewMailEvent>") == text.npos)
        text += stream->Read();
    }
    state.SetIterationTime(
        duration<double>(steady_clock::now() - begun).count());
  }
}
BENCHMARK(HangingStreams)
    ->UseManualTime()
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);

void Start(benchmark::State& state) {
  for (auto _ : state) {
    const auto begun = steady_clock::now();
    const EmbeddedExchange exchange(OneUser());
    state.SetIterationTime(
        duration<double>(steady_clock::now() - begun).count());
  }
}
BENCHMARK(Start)->UseManualTime()->Iterations(20)->Unit(
    benchmark::kMillisecond);

// With a thousand mails to be forgotten.
void Reset(benchmark::State& state) {
  EmbeddedExchange exchange(OneUser());
  for (auto _ : state) {
    for (int i = 0; i < 1000; ++i) {
      exchange.Deliver(kUser, MailOfTenKilobytes(i));
    }
    const auto begun = steady_clock::now();
    exchange.Reset();
    state.SetIterationTime(
        duration<double>(steady_clock::now() - begun).count());
  }
}
BENCHMARK(Reset)->UseManualTime()->Iterations(10)->Unit(
    benchmark::kMillisecond);

}  // namespace
}  // namespace letterbox

