#include "http/tracing_transport.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "trace_log.h"

namespace letterbox {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

// Only what is known to be no secret is kept: no header but the request's id,
// and of a body only names.

bool IsNameCharacter(char c) { return IsLetterOrDigit(c) || c == '_'; }

// The name that begins at `at`, at most 64 characters.
std::string NameAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 64 && IsNameCharacter(text[end])) {
    ++end;
  }
  return std::string(text.substr(at, end - at));
}

std::string NameAfter(std::string_view text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == text.npos ? "" : NameAt(text, at + mark.size());
}

// The first element in the body of a SOAP envelope.
std::string OperationIn(std::string_view envelope) {
  const std::size_t body = envelope.find(":Body>");
  if (body == envelope.npos) return "";
  return NameAfter(envelope.substr(body + 1), "<m:");
}

// The first response code that says no, else the first.
std::string ResultIn(std::string_view answer) {
  constexpr std::string_view kMark = "ResponseCode>";
  constexpr std::size_t kFarEnough = std::size_t{64} << 10;
  answer = answer.substr(0, kFarEnough);
  std::string first;
  for (std::size_t at = answer.find(kMark); at != answer.npos;
       at = answer.find(kMark, at + kMark.size())) {
    const std::string code = NameAt(answer, at + kMark.size());
    if (code.empty()) continue;  // the end of the element
    if (code != "NoError") return code;
    first = code;
  }
  return first.empty() ? NameAfter(answer, "\"error\":\"") : first;
}

std::string PublicUrl(const std::string& url) {
  std::string shown = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = shown.find("://");
  const std::size_t host = scheme == shown.npos ? 0 : scheme + 3;
  const std::size_t path = std::min(shown.find('/', host), shown.size());
  const std::size_t at = shown.rfind('@', path);
  if (at != shown.npos && at >= host && at < path) {
    shown.erase(host, at + 1 - host);
  }
  return Printable(shown, 500);
}

const char* KindName(ConnectionError::Kind kind) {
  using Kind = ConnectionError::Kind;
  switch (kind) {
    case Kind::kResolve:
      return "no address";
    case Kind::kProxy:
      return "refused by the proxy";
    case Kind::kConnect:
      return "not connected";
    case Kind::kTls:
      return "no TLS";
    case Kind::kTimeout:
      return "no answer in time";
    case Kind::kCancelled:
      return "given up";
    case Kind::kClosed:
      return "cut";
    case Kind::kTooLarge:
      return "too long";
    default:
      return "no HTTP";
  }
}

// A request on its way, and the beginning of an answer that nobody keeps.
struct Exchange {
  using OnBytes = std::function<void(std::string_view)>;

  TracedRequest traced;
  std::string beginning;

  OnBytes Watch(const OnBytes& on_bytes) {
    return [this, &on_bytes](std::string_view bytes) {
      constexpr std::size_t kMost = 4096;
      traced.received += bytes.size();
      beginning += bytes.substr(0, kMost - std::min(kMost, beginning.size()));
      on_bytes(bytes);
    };
  }
};

class TracingTransport : public HttpTransport {
 public:
  TracingTransport(std::unique_ptr<HttpTransport> inner, std::string connection)
      : inner_(std::move(inner)), connection_(std::move(connection)) {}

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override {
    return Traced(request, [&](Exchange& exchange) {
      if (!request.on_body) return inner_->Send(request, cancellation);
      HttpRequest watched = request;
      watched.on_body = exchange.Watch(request.on_body);
      return inner_->Send(watched, cancellation);
    });
  }

  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override {
    return Traced(request, [&](Exchange& exchange) {
      return inner_->Stream(request, exchange.Watch(on_bytes), cancellation);
    });
  }

 private:
  template <typename Ask>
  HttpResponse Traced(const HttpRequest& request, Ask ask) {
    Exchange exchange{Begun(request), ""};
    const Steady::time_point begun = Steady::now();
    const auto end = [&](const std::string& result) {
      exchange.traced.result = result;
      exchange.traced.took = duration_cast<milliseconds>(Steady::now() - begun);
      AddToTrace(std::move(exchange.traced));
    };
    try {
      HttpResponse response = ask(exchange);
      exchange.traced.status = response.status;
      exchange.traced.received += response.body.size();
      end(ResultIn(exchange.beginning.empty() ? response.body
                                              : exchange.beginning));
      return response;
    } catch (const ConnectionError& error) {
      end(KindName(error.kind()));
      throw;
    } catch (...) {
      end("broken off");
      throw;
    }
  }

  TracedRequest Begun(const HttpRequest& request) const {
    TracedRequest traced;
    traced.begun = std::chrono::system_clock::now();
    traced.connection = connection_;
    traced.method = request.method;
    traced.url = PublicUrl(request.url);
    traced.operation = OperationIn(request.body);
    traced.sent = request.body.size();
    for (const HttpRequest::Insert& insert : request.inserts) {
      traced.sent += insert.bytes.size();
    }
    for (const Header& header : request.headers) {
      if (EqualsIgnoringCase(header.name, "client-request-id")) {
        traced.id = Printable(header.value, 64);
      }
    }
    return traced;
  }

  const std::unique_ptr<HttpTransport> inner_;
  const std::string connection_;
};

}  // namespace

std::unique_ptr<HttpTransport> NewTracingTransport(
    std::unique_ptr<HttpTransport> inner, std::string connection) {
  return std::make_unique<TracingTransport>(std::move(inner),
                                            std::move(connection));
}

}  // namespace letterbox
