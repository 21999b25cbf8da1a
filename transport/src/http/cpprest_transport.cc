#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>

#include "http/http_message.h"
#include "http/http_transport.h"
#include "http/line.h"
#include "http/resolver.h"
#include "http/tls.h"
#include "http/url.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;
using OnBytes = std::function<void(std::string_view)>;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// cpprestsdk frees a kept connection after 30 s at the earliest.
constexpr auto kLongestIdle = std::chrono::seconds(25);
// A body without parts is handed over only once so many bytes are there.
constexpr std::size_t kPartOfAnswer = std::size_t{64} << 10;
constexpr std::size_t kPartOfStream = 1;
constexpr std::size_t kLongestHead = std::size_t{1} << 20;

void CheckHead(const ResponseHead& head) {
  // cpprestsdk takes an interim response for the answer and loses the answer.
  if (head.status < 200)
    throw Failure{Kind::kProtocol,
                  "the server sent an interim response (" +
                      std::to_string(head.status) +
                      ") that was not asked for, and its answer is lost.",
                  true};
  std::size_t size = 0;
  for (const Header& header : head.headers)
    size += header.name.size() + header.value.size();
  if (size > kLongestHead)
    throw Failure{Kind::kProtocol,
                  "the headers of the answer are longer than 1 MB.", true};
}

// How long the server, or a look-up, may be silent.
milliseconds Patience(const HttpRequest& request) {
  const auto left =
      std::chrono::ceil<milliseconds>(request.deadline - steady_clock::now());
  return std::clamp(left, milliseconds(1),
                    std::max(request.timeout, milliseconds(1)));
}

class CpprestTransport : public HttpTransport {
 public:
  explicit CpprestTransport(const HttpOptions& options)
      : max_body_(options.max_body),
        look_up_(options.resolve ? options.resolve : LookUp),
        authorities_(std::make_shared<TrustedAuthorities>(options.tls)) {}

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override {
    return Exchange(request, nullptr, cancellation);
  }

  HttpResponse Stream(const HttpRequest& request, const OnBytes& on_bytes,
                      const Cancellation& cancellation) override {
    return Exchange(request, on_bytes, cancellation);
  }

 private:
  /// The origin, the size of a part and the time-out: what a line is made for.
  using Key = std::tuple<std::string, std::size_t, milliseconds>;
  struct Kept {
    std::unique_ptr<Line> line;
    steady_clock::time_point since;
  };

  HttpResponse Exchange(const HttpRequest& request, const OnBytes& on_bytes,
                        const Cancellation& cancellation) {
    const HttpUrl url = ParseHttpUrl(request.url);
    CheckMessage(request);
    const Key key(url.origin, on_bytes ? kPartOfStream : kPartOfAnswer,
                  std::max(request.timeout, milliseconds(1)));
    bool maybe_sent = false;
    try {
      if (std::unique_ptr<Line> line = TakeKept(key)) {
        try {
          return Answer(key, std::move(line), url, request, on_bytes,
                        cancellation);
        } catch (const Failure& failure) {
          if (!failure.may_be_stale ||
              (failure.maybe_sent && !request.repeatable))
            throw;
          maybe_sent = failure.maybe_sent;
        }
      }
      AwaitAddress(url.host, look_up_, Patience(request), cancellation);
      return Answer(key, NewLine(key, url), url, request, on_bytes,
                    cancellation);
    } catch (const Failure& failure) {
      throw ConnectionError(
          failure.kind,
          request.method + " " + url.shown + ": " + failure.sentence, url.shown,
          failure.maybe_sent || maybe_sent);
    }
  }

  /// One attempt on `line`, which is kept if it went well.
  HttpResponse Answer(const Key& key, std::unique_ptr<Line> line,
                      const HttpUrl& url, const HttpRequest& request,
                      const OnBytes& on_bytes,
                      const Cancellation& cancellation) {
    const std::shared_ptr<Reception> reception = line->Start(url, request);
    const auto stop = [&] {
      reception->Cancel();
      line->Stop();
    };
    HttpResponse response;
    try {
      const Cancellation::Registration registration(cancellation, stop);
      response = Receive(*reception, on_bytes, request.deadline);
    } catch (Failure& failure) {
      stop();
      // The other kinds know.
      if (failure.kind == Kind::kCancelled || failure.kind == Kind::kTimeout)
        failure.maybe_sent |= line->maybe_sent();
      throw;
    } catch (...) {
      stop();
      throw;
    }
    Keep(key, std::move(line));
    return response;
  }

  HttpResponse Receive(Reception& reception, const OnBytes& on_bytes,
                       Reception::Deadline deadline) const {
    const ResponseHead head = reception.AwaitHead(deadline);
    CheckHead(head);
    HttpResponse response{head.status, head.headers, ""};
    const bool streamed = on_bytes && head.status == 200;
    std::string bytes;
    while (reception.Next(bytes, deadline)) {
      if (streamed) {
        on_bytes(bytes);
        continue;
      }
      if (bytes.size() > max_body_ - response.body.size())
        throw Failure{Kind::kProtocol,
                      "the answer is longer than the " +
                          std::to_string(max_body_) + " bytes allowed.",
                      true};
      response.body += bytes;
    }
    return response;
  }

  std::unique_ptr<Line> NewLine(const Key& key, const HttpUrl& url) const {
    return std::make_unique<Line>(
        url, Line::Options{std::get<milliseconds>(key),
                           std::get<std::size_t>(key), authorities_});
  }

  std::unique_ptr<Line> TakeKept(const Key& key) {
    std::lock_guard lock(mutex_);
    DropIdle();
    std::vector<Kept>& kept = kept_[key];
    if (kept.empty()) return nullptr;
    std::unique_ptr<Line> line = std::move(kept.back().line);
    kept.pop_back();
    return line;
  }

  void Keep(const Key& key, std::unique_ptr<Line> line) {
    std::lock_guard lock(mutex_);
    DropIdle();
    kept_[key].push_back({std::move(line), steady_clock::now()});
  }

  void DropIdle() {
    const auto oldest = steady_clock::now() - kLongestIdle;
    for (auto& [key, kept] : kept_) {
      // In the order in which they were kept.
      const auto first_fresh =
          std::find_if(kept.begin(), kept.end(),
                       [&](const Kept& k) { return k.since >= oldest; });
      kept.erase(kept.begin(), first_fresh);
    }
  }

  const std::size_t max_body_;
  const std::function<int(const std::string&)> look_up_;
  const std::shared_ptr<const TrustedAuthorities> authorities_;
  std::mutex mutex_;
  std::map<Key, std::vector<Kept>> kept_;
};

}  // namespace

std::unique_ptr<HttpTransport> NewCpprestTransport(const HttpOptions& options) {
  return std::make_unique<CpprestTransport>(options);
}

}  // namespace letterbox
