#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>

#include "http/http_message.h"
#include "http/line.h"
#include "http/resolver.h"
#include "http/url.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;
using OnBytes = std::function<void(std::string_view)>;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// cpprestsdk frees a kept connection after 30 s at the earliest; servers end
// theirs after a minute or two.
constexpr auto kLongestIdle = std::chrono::seconds(25);
constexpr std::size_t kLongestHead = std::size_t{1} << 20;

void CheckHead(const ResponseHead& head) {
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

class LineTransport : public HttpTransport {
 public:
  LineTransport(const HttpOptions& options, NewLine new_line)
      : max_body_(options.max_body),
        router_(options),
        look_up_(options.network.resolve ? options.network.resolve : LookUp),
        new_line_(std::move(new_line)) {}

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override {
    return Exchange(request, {request.on_body, false}, cancellation);
  }

  HttpResponse Stream(const HttpRequest& request, const OnBytes& on_bytes,
                      const Cancellation& cancellation) override {
    return Exchange(request, {on_bytes, true}, cancellation);
  }

 private:
  /// The origin, the time-out, and whether it streams: what a line is made for.
  using Key = std::tuple<std::string, milliseconds, bool>;
  struct Kept {
    std::unique_ptr<Line> line;
    steady_clock::time_point since;
  };

  /// Who gets a body.
  struct Taker {
    OnBytes on_bytes;  ///< where null, the response
    bool at_once;      ///< each byte as it arrives
  };

  HttpResponse Exchange(const HttpRequest& request, const Taker& taker,
                        const Cancellation& cancellation) {
    const HttpUrl url = ParseHttpUrl(request.url, request.may_be_plain);
    CheckMessage(request);
    LineOptions options{
        std::max(request.timeout, milliseconds(1)), taker.at_once, {}};
    const Key key(url.origin, options.timeout, options.streams);
    bool maybe_sent = false;
    try {
      if (std::unique_ptr<Line> line = TakeKept(key)) {
        try {
          return Answer(key, std::move(line), url, request, taker.on_bytes,
                        cancellation);
        } catch (const Failure& failure) {
          if (!failure.may_be_stale ||
              (failure.maybe_sent && !request.repeatable))
            throw;
          maybe_sent = failure.maybe_sent;
        }
      }
      options.route = router_.RouteTo(url);
      AwaitAddress(options.route.first_host(url), look_up_, Patience(request),
                   cancellation);
      const auto ask = [&] {
        return Answer(key, new_line_(url, options), url, request,
                      taker.on_bytes, cancellation);
      };
      try {
        return ask();
      } catch (const Failure& failure) {
        if (!failure.login_refused || !router_.RenewToken(options.route)) throw;
      }
      return ask();
    } catch (const Failure& failure) {
      throw ConnectionError(failure.kind,
                            request.method + " " + url.shown +
                                options.route.shown() + ": " + failure.sentence,
                            url.shown, failure.maybe_sent || maybe_sent);
    }
  }

  /// One attempt on `line`, which is kept if it went well.
  HttpResponse Answer(const Key& key, std::unique_ptr<Line> line,
                      const HttpUrl& url, const HttpRequest& request,
                      const OnBytes& on_bytes,
                      const Cancellation& cancellation) {
    HttpResponse response;
    const Line::Sink sink{
        [&](ResponseHead head) {
          CheckHead(head);
          response = {head.status, std::move(head.headers), ""};
        },
        [&](std::string_view bytes) {
          if (on_bytes && response.status == 200) {
            on_bytes(bytes);
          } else {
            Collect(bytes, response.body);
          }
        }};
    line->Exchange(url, request, sink, cancellation);
    Keep(key, std::move(line));
    return response;
  }

  void Collect(std::string_view bytes, std::string& body) const {
    if (bytes.size() > max_body_ - body.size())
      throw Failure{Kind::kTooLarge,
                    "the answer is longer than the " +
                        std::to_string(max_body_) + " bytes allowed.",
                    true};
    body += bytes;
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
  const Router router_;
  const std::function<int(const std::string&)> look_up_;
  const NewLine new_line_;
  std::mutex mutex_;
  std::map<Key, std::vector<Kept>> kept_;
};

}  // namespace

std::unique_ptr<HttpTransport> NewLineTransport(const HttpOptions& options,
                                                NewLine new_line) {
  return std::make_unique<LineTransport>(options, std::move(new_line));
}

}  // namespace letterbox
