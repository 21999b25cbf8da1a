// How long a mail takes from the product to the test: from before the product
// connects by SMTP until the test has it, over HTTPS. That is more than the
// time from SMTP's 250, which lies within it. Beside it the floor: bare sockets
// that make the same requests when the same notification comes. Each waits in a
// mailbox of its own, in turn, so that both see the same machine.

#include <benchmark/benchmark.h>
#include <gmock/gmock.h>
#include <letterbox/letterbox.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bare_ews.h"
#include "ews/operations/get_item.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/sync_folder_items.h"
#include "figures.h"
#include "support/smtp_client.h"

namespace letterbox {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr char kCustomer[] = "customer@contoso.test";
constexpr char kBare[] = "bare@contoso.test";

std::string MailOfTenKilobytes(const std::string& to,
                               const std::string& subject) {
  std::string mail = "From: orders@contoso.test\r\nTo: " + to +
                     "\r\nSubject: " + subject + "\r\n\r\n";
  while (mail.size() < 10'000) mail += "Thank you for your order.\r\n";
  return mail;
}

/// Subscribes, waits on the stream, and then fetches as Letterbox does.
class BareReceiver {
 public:
  explicit BareReceiver(const EmbeddedExchange& exchange)
      : stream_(exchange, kBare), asker_(exchange, kBare) {
    ews::Subscribe subscribe;
    subscribe.folders = {Folder::kInbox};
    ews::GetStreamingEvents events;
    events.subscription =
        Between(stream_.Ask(subscribe), "SubscriptionId>", "<");
    Sync();
    stream_.Send(events);
  }

  void Receive() {
    // What an event is made of may come in parts.
    std::string heard;
    while (heard.find("NewMailEvent>") == heard.npos)
      heard += stream_.socket().Read();
    const std::string changes = Sync();
    const std::string id = Between(changes, "ItemId ", "/>");
    ews::GetItem get;
    get.ids = {{Between(id, "Id=\"", "\""), Between(id, "ChangeKey=\"", "\"")}};
    Between(asker_.Ask(get), "MimeContent", "<");
  }

 private:
  std::string Sync() {
    std::string answer = asker_.Ask(sync_);
    sync_.state = Between(answer, "SyncState>", "<");
    return answer;
  }

  BareEws stream_;
  BareEws asker_;
  ews::SyncFolderItems sync_;
};

double Seconds(const EmbeddedExchange& exchange, const std::string& to,
               const std::string& subject,
               const std::function<void()>& receive) {
  std::future<steady_clock::time_point> received =
      std::async(std::launch::async, [&] {
        receive();
        return steady_clock::now();
      });
  // Long enough for the thread to have looked once and to wait.
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const steady_clock::time_point begun = steady_clock::now();
  HandInMail(exchange.smtp(), "orders@contoso.test", {to},
             MailOfTenKilobytes(to, subject));
  return duration<double>(received.get() - begun).count();
}

void SmtpToReceive(benchmark::State& state) {
  EmbeddedExchange::Options options;
  options.users = {kCustomer, kBare};
  EmbeddedExchange exchange(options);
  const std::shared_ptr<Mailbox> mailbox =
      OpenMailbox(exchange.ConnectionFor(kCustomer));
  Subscription customer({"customer", kCustomer, mailbox->Watch()});
  BareReceiver bare(exchange);

  std::vector<double> milliseconds;
  std::vector<double> bare_milliseconds;
  int number = 0;
  for (auto _ : state) {
    const std::string subject = "Order " + std::to_string(++number);
    milliseconds.push_back(1000 * Seconds(exchange, kCustomer, subject, [&] {
                             customer.Receive(HasSubject(subject));
                           }));
    bare_milliseconds.push_back(
        1000 * Seconds(exchange, kBare, subject, [&] { bare.Receive(); }));
  }
  state.counters["p50_ms"] = Percentile(milliseconds, 0.5);
  state.counters["p99_ms"] = Percentile(milliseconds, 0.99);
  state.counters["bare_p50_ms"] = Percentile(bare_milliseconds, 0.5);
}
BENCHMARK(SmtpToReceive)->Iterations(BenchmarkRounds(300));

}  // namespace
}  // namespace letterbox
