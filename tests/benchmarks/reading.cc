// What reading takes: answers of EWS beside tinyxml2 alone, mails beside GMime
// alone, each on the same bytes and in turn.

#include <benchmark/benchmark.h>
#include <gmime/gmime.h>
#include <tinyxml2.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "bare_ews.h"
#include "ews/operations/get_item.h"
#include "ews/operations/sync_folder_items.h"
#include "figures.h"
#include "letterbox/transport/email.h"

namespace letterbox {
namespace {

using std::chrono::steady_clock;

constexpr char kUser[] = "customer@contoso.test";

template <typename Action>
double Seconds(const Action& action) {
  const auto begun = steady_clock::now();
  action();
  return std::chrono::duration<double>(steady_clock::now() - begun).count();
}

std::string Mail(std::size_t attachment) {
  std::string base64;
  while (base64.size() < attachment * 4 / 3)
    base64 += std::string(76, "ABCDEFGH"[base64.size() / 78 % 8]) + "\r\n";
  return "From: orders@contoso.test\r\nTo: customer@contoso.test\r\n"
         "Subject: Your order\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
         "Content-Type: text/html; charset=utf-8\r\n\r\n"
         "<p>Thank you for <b>your order</b>.</p>\r\n--b\r\n"
         "Content-Type: application/pdf; name=invoice.pdf\r\n"
         "Content-Disposition: attachment; filename=invoice.pdf\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         base64 + "--b--\r\n";
}

// The answer to a GetItem of a hundred mails of 4 KB, as the embedded Exchange
// gives it.
std::string AnswerOfAHundredMails() {
  EmbeddedExchange::Options options;
  options.users = {kUser};
  EmbeddedExchange exchange(options);
  for (int i = 0; i < 100; ++i) exchange.Deliver(kUser, Mail(3000));
  BareEws bare(exchange, kUser);
  const std::string all = bare.Ask(ews::SyncFolderItems());
  ews::GetItem get;
  for (std::size_t at = 0; (at = all.find("ItemId Id=\"", at)) != all.npos;
       ++at) {
    const std::string id = all.substr(at, all.find("/>", at) - at);
    get.ids.push_back(
        {Between(id, "Id=\"", "\""), Between(id, "ChangeKey=\"", "\"")});
  }
  if (get.ids.size() != 100) throw std::runtime_error("not a hundred mails");
  return bare.Ask(get);
}

void ReadAnswer(benchmark::State& state) {
  const std::string text = AnswerOfAHundredMails();
  double ours = 0;
  double theirs = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    ours += Seconds([&] {
      const ews::Answer answer = ews::ReadAnswer(text);
      for (const ews::ResponseMessage& message : answer.messages)
        bytes += ews::GetItem::Read(message.element).mime.size();
    });
    theirs += Seconds([&] {
      tinyxml2::XMLDocument document;
      document.Parse(text.data(), text.size());
      benchmark::DoNotOptimize(document.RootElement());
    });
  }
  const double megabytes =
      static_cast<double>(text.size()) * 1e-6 * state.iterations();
  state.counters["mb_per_s"] = megabytes / ours;
  state.counters["tinyxml2_mb_per_s"] = megabytes / theirs;
  state.counters["mails_ms"] = ours * 1000 / state.iterations();
  if (bytes == 0) state.SkipWithError("nothing was read");
}
BENCHMARK(ReadAnswer)->Iterations(BenchmarkRounds(200));

// GMime alone: the tree of parts, and every part decoded.
std::size_t DecodeWithGMime(const std::string& mime) {
  GMimeStream* const stream =
      g_mime_stream_mem_new_with_buffer(mime.data(), mime.size());
  GMimeParser* const parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* const message =
      g_mime_parser_construct_message(parser, nullptr);
  std::size_t bytes = 0;
  g_mime_message_foreach(
      message,
      [](GMimeObject*, GMimeObject* part, gpointer total) {
        if (!GMIME_IS_PART(part)) return;
        GMimeStream* const content = g_mime_stream_mem_new();
        g_mime_data_wrapper_write_to_stream(
            g_mime_part_get_content(GMIME_PART(part)), content);
        *static_cast<std::size_t*>(total) += g_mime_stream_length(content);
        g_object_unref(content);
      },
      &bytes);
  g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return bytes;
}

void DecodeMail(benchmark::State& state) {
  g_mime_init();
  const std::string mime = Mail(1'000'000);
  double ours = 0;
  double theirs = 0;
  for (auto _ : state) {
    ours += Seconds([&] {
      const Email mail = Email::FromMime(mime);
      benchmark::DoNotOptimize(mail.text());
      benchmark::DoNotOptimize(mail.attachments());
    });
    theirs += Seconds([&] { benchmark::DoNotOptimize(DecodeWithGMime(mime)); });
  }
  const double megabytes =
      static_cast<double>(mime.size()) * 1e-6 * state.iterations();
  state.counters["mb_per_s"] = megabytes / ours;
  state.counters["gmime_mb_per_s"] = megabytes / theirs;
}
BENCHMARK(DecodeMail)->Iterations(BenchmarkRounds(100));

}  // namespace
}  // namespace letterbox
