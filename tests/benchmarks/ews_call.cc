// What a call of EWS takes, of a mailbox that is open, beside libcurl that
// posts the same bytes on a kept connection and reads nothing of what comes. In
// turn, so that both see the same machine.

#include <benchmark/benchmark.h>
#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bare_ews.h"
#include "ews/operations/get_folder.h"
#include "figures.h"

namespace letterbox {
namespace {

using std::chrono::steady_clock;

constexpr char kUser[] = "customer@contoso.test";

std::size_t Count(char*, std::size_t size, std::size_t number, void* total) {
  *static_cast<std::size_t*>(total) += size * number;
  return size * number;
}

class CurlPost {
 public:
  CurlPost(const EmbeddedExchange& exchange, const std::string& token,
           std::string body)
      : body_(std::move(body)), ca_(exchange.ca_certificate()) {
    for (const std::string& header :
         {"Authorization: Bearer " + token,
          std::string("Content-Type: text/xml; charset=utf-8"),
          std::string("Expect:")})
      headers_.reset(curl_slist_append(headers_.release(), header.c_str()));
    curl_blob ca{ca_.data(), ca_.size(), CURL_BLOB_NOCOPY};
    curl_easy_setopt(curl_.get(), CURLOPT_URL, exchange.ews_url().c_str());
    curl_easy_setopt(curl_.get(), CURLOPT_CAINFO_BLOB, &ca);
    curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDS, body_.c_str());
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, Count);
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &read_);
    curl_easy_setopt(curl_.get(), CURLOPT_FAILONERROR, 1L);
  }

  void Send() {
    const CURLcode code = curl_easy_perform(curl_.get());
    if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
  }

 private:
  struct Freed {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::string body_;
  std::string ca_;
  std::size_t read_ = 0;
  std::unique_ptr<curl_slist, Freed> headers_;
  std::unique_ptr<CURL, Freed> curl_{curl_easy_init()};
};

template <typename Action>
double Microseconds(const Action& action) {
  const auto begun = steady_clock::now();
  action();
  return std::chrono::duration<double, std::micro>(steady_clock::now() - begun)
      .count();
}

void GetFolderCall(benchmark::State& state) {
  EmbeddedExchange::Options options;
  options.users = {kUser};
  EmbeddedExchange exchange(options);
  const std::shared_ptr<Mailbox> mailbox =
      OpenMailbox(exchange.ConnectionFor(kUser));
  const BareEws bare(exchange, kUser);
  CurlPost curl(exchange, bare.token(), RequestOf(ews::GetFolder(), kUser));
  // The connections are made before.
  mailbox->Check();
  curl.Send();

  std::vector<double> with_letterbox;
  std::vector<double> with_curl;
  for (auto _ : state) {
    with_letterbox.push_back(Microseconds([&] { mailbox->Check(); }));
    with_curl.push_back(Microseconds([&] { curl.Send(); }));
  }
  state.counters["p50_us"] = Percentile(with_letterbox, 0.5);
  state.counters["curl_p50_us"] = Percentile(with_curl, 0.5);
}
BENCHMARK(GetFolderCall)->Iterations(BenchmarkRounds(2000));

}  // namespace
}  // namespace letterbox
