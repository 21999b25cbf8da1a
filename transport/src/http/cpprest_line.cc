// The only file that talks to cpprestsdk.
#define _TURN_OFF_PLATFORM_STRING
#include "http/cpprest_line.h"

#include <cpprest/http_client.h>
#include <pplx/threadpool.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "http/body_stream.h"
#include "http/curl_line.h"
#include "http/http_message.h"
#include "http/proxy/relay.h"
#include "http/request_stream.h"
#include "http/socket.h"
#include "http/tls.h"
#include "signals.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;
using boost::asio::ip::tcp;
namespace http = web::http;

constexpr std::size_t kThreads = 4;
// A body without parts is handed over only once so many bytes are there.
constexpr std::size_t kPartOfAnswer = std::size_t{64} << 10;
constexpr std::size_t kPartOfStream = 1;
// Far longer than it takes.
constexpr auto kLongestRelease = std::chrono::milliseconds(50);

/// Before the first client: cpprestsdk starts 40 threads otherwise. Before any
/// thread that has an ExitHook and uses clients, too.
void StartThreads() {
  static std::once_flag once;
  std::call_once(once, [] {
    const SignalsBlocked blocked;
    try {
      crossplat::threadpool::initialize_with_threads(kThreads);
    } catch (const std::exception&) {
      // The product uses cpprestsdk too and was first: its pool serves us.
    }
  });
}

/// What is thrown through cpprestsdk to stop it.
struct Stopped {
  Failure failure;
};

http::http_request NewMessage(const HttpUrl& url, const HttpRequest& request,
                              const std::shared_ptr<RequestStream>& body) {
  http::http_request message(request.method);
  message.set_request_uri(web::uri(url.target));
  if (body->size() > 0) {
    message.set_body(
        concurrency::streams::streambuf<uint8_t>(body).create_istream(),
        body->size(), "application/octet-stream");
  }
  message.headers().add("User-Agent", "letterbox");
  for (const Header& header : request.headers)
    message.headers().remove(header.name);
  for (const Header& header : request.headers)
    message.headers().add(header.name, header.value);
  return message;
}

/// A request that was stopped may still be read from, when its caller's bytes
/// are gone.
struct DetachedAtEnd {
  RequestStream& body;
  ~DetachedAtEnd() { body.Detach(); }
};

void CheckIsFinal(const ResponseHead& head) {
  // cpprestsdk takes an interim response for the answer and loses the answer.
  if (head.status < 200)
    throw Failure{Kind::kProtocol,
                  "the server sent an interim response (" +
                      std::to_string(head.status) +
                      ") that was not asked for, and its answer is lost.",
                  true};
}

ResponseHead HeadOf(const http::http_response& response) {
  ResponseHead head;
  head.status = response.status_code();
  for (const auto& [name, value] : response.headers())
    head.headers.push_back({name, value});
  return head;
}

}  // namespace

/// Shared with the callbacks: a request that was stopped may still end.
struct CpprestLine::State {
  State(const HttpUrl& origin, const LineOptions& options,
        std::shared_ptr<const TlsRules> rules)
      : options(options),
        rules(std::move(rules)),
        peer{origin.host},
        tls(origin.tls) {
    if (!options.route.is_straight())
      relay = std::make_unique<Relay>(origin, options.route, this->rules);
  }

  /// Waits until cpprestsdk has put the connection of the request before back
  /// into its pool, which it does after the answer has been handed out: else
  /// the next request would open another one.
  void AwaitRelease() {
    std::unique_lock lock(mutex);
    released.wait_for(lock, kLongestRelease, [this] { return !in_use; });
    in_use = true;
  }

  void Reset(const HttpRequest& request) {
    stop = pplx::cancellation_token_source();
    note = CertificateNote();
    openings = 0;
    writing_body = false;
    has_body = !request.body.empty();
  }

  /// Before each use of a connection. `handle` is a socket, or the TLS stream
  /// on it.
  void Open(http::client::native_handle handle) {
    // cpprestsdk sends again by itself where a kept connection ends without an
    // answer, whether or not the server has seen the request.
    if (++openings > 1)
      throw Stopped{ExplainFailure("Failed to read HTTP status line", 0,
                                   options.timeout)};
    if (relay) return OpenToRelay(handle);
    tcp::socket& socket =
        tls ? static_cast<boost::asio::ssl::stream<tcp::socket&>*>(handle)
                  ->next_layer()
            : *static_cast<tcp::socket*>(handle);
    if (!socket.is_open()) return;
    if (!IsQuiet(socket.native_handle())) throw Stopped{KeptConnectionEnded()};
    // cpprestsdk writes head and body apart: without this the body would wait
    // for the server to acknowledge the head, up to 40 ms.
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
  }

  /// The first time, `handle` is the socket that is going to connect; after
  /// that the connection at rest is known to the relay.
  void OpenToRelay(http::client::native_handle handle) {
    if (is_admitted) {
      if (relay->has_ended()) throw Stopped{KeptConnectionEnded()};
      return;
    }
    auto& socket = *static_cast<tcp::socket*>(handle);
    socket.open(tcp::v4());
    socket.bind({boost::asio::ip::address_v4::loopback(), 0});
    relay->Admit(socket.local_endpoint().port());
    is_admitted = true;
  }

  Failure ExplainProxy(std::string_view what, int code) const {
    if (const std::optional<Failure> failure = relay->failure())
      return *failure;
    // The connection at rest was given up, and a relay serves one.
    if (relay->was_open()) return KeptConnectionEnded();
    if (code == ETIMEDOUT) return relay->Silence(options.timeout);
    return ExplainFailure(what, code, options.timeout);
  }

  Failure Explain(const std::exception_ptr& thrown) const {
    try {
      std::rethrow_exception(thrown);
    } catch (const Stopped& stopped) {
      return stopped.failure;
    } catch (const http::http_exception& e) {
      if (note.refused)
        return {Kind::kTls, CertificateSentence(note, peer), false, false};
      const std::string_view what = e.what();
      const int code = e.error_code().value();
      if (relay && what.find("proxy") != what.npos)
        return ExplainProxy(what, code);
      Failure failure = ExplainFailure(what, code, options.timeout);
      failure.sentence += CertificateHint(note);
      return failure;
    } catch (const std::exception& e) {
      return ExplainFailure(e.what(), 0, options.timeout);
    }
  }

  std::mutex mutex;
  std::condition_variable released;
  bool in_use = false;
  const LineOptions options;
  const std::shared_ptr<const TlsRules> rules;
  const TlsPeer peer;
  const bool tls;
  std::unique_ptr<Relay> relay;  ///< null where the way is straight
  bool is_admitted = false;      ///< by it
  std::unique_ptr<http::client::http_client> client;
  pplx::cancellation_token_source stop;
  CertificateNote note;
  std::atomic<int> openings{0};
  std::atomic<bool> writing_body{false};
  std::atomic<bool> has_body{false};
};

/// Goes with the message, whose last owner is what holds the connection.
struct CpprestLine::Use {
  explicit Use(std::shared_ptr<State> line) : state(std::move(line)) {}
  ~Use() {
    std::lock_guard lock(state->mutex);
    state->in_use = false;
    state->released.notify_all();
  }
  const std::shared_ptr<State> state;
};

CpprestLine::CpprestLine(const HttpUrl& origin, const LineOptions& options,
                         std::shared_ptr<const TlsRules> rules)
    : state_(std::make_shared<State>(origin, options, std::move(rules))) {
  // The client must not own what owns it.
  const std::weak_ptr<State> weak = state_;
  http::client::http_client_config config;
  config.set_max_redirects(0);
  config.set_timeout(options.timeout);
  config.set_chunksize(options.streams ? kPartOfStream : kPartOfAnswer);
  config.set_nativehandle_options([weak](http::client::native_handle handle) {
    if (const auto state = weak.lock()) state->Open(handle);
  });
  config.set_ssl_context_callback([weak](boost::asio::ssl::context& context) {
    if (const auto state = weak.lock())
      ConfigureTls(context.native_handle(), *state->rules, state->peer,
                   &state->note);
  });
  if (state_->relay)
    config.set_proxy(web::web_proxy("http://127.0.0.1:" +
                                    std::to_string(state_->relay->port())));
  state_->client =
      std::make_unique<http::client::http_client>(origin.origin, config);
}

CpprestLine::~CpprestLine() = default;

void CpprestLine::Exchange(const HttpUrl& url, const HttpRequest& request,
                           const Sink& sink, const Cancellation& cancellation) {
  const auto body = std::make_shared<RequestStream>(request);
  const DetachedAtEnd detached{*body};
  const std::shared_ptr<Reception> reception = Start(url, request, body);
  const auto stop = [&] {
    reception->Cancel();
    state_->stop.cancel();
    // cpprestsdk hears of it only once it has the connection.
    if (state_->relay) state_->relay->Stop();
  };
  try {
    const Cancellation::Registration registration(cancellation, stop);
    ResponseHead head = reception->AwaitHead(request.deadline);
    CheckIsFinal(head);
    sink.head(std::move(head));
    std::string bytes;
    while (reception->Next(bytes, request.deadline)) sink.bytes(bytes);
  } catch (Failure& failure) {
    stop();
    // The other kinds know.
    if (failure.kind == Kind::kCancelled || failure.kind == Kind::kTimeout)
      failure.maybe_sent |= maybe_sent();
    throw;
  } catch (...) {
    stop();
    throw;
  }
}

std::shared_ptr<Reception> CpprestLine::Start(
    const HttpUrl& url, const HttpRequest& request,
    const std::shared_ptr<RequestStream>& body) {
  const auto state = state_;
  const auto reception = std::make_shared<Reception>();
  state->AwaitRelease();
  state->Reset(request);
  http::http_request message = NewMessage(url, request, body);
  message.set_response_stream(concurrency::streams::streambuf<uint8_t>(
                                  std::make_shared<BodyStream>(reception))
                                  .create_ostream());
  message.set_progress_handler(
      [use = std::make_shared<Use>(state)](
          http::message_direction::direction direction, uint64_t) {
        if (direction == http::message_direction::upload)
          use->state->writing_body = true;
      });

  // The threads that cpprestsdk starts late inherit the mask.
  const SignalsBlocked blocked;
  // The last continuation swallows every exception: an unobserved one would
  // end the process.
  state->client->request(message, state->stop.get_token())
      .then([reception](http::http_response response) {
        reception->Begin(HeadOf(response));
        return response.content_ready();
      })
      .then([reception, state](pplx::task<http::http_response> done) {
        try {
          done.get();
          reception->End(std::nullopt);
        } catch (...) {
          reception->End(state->Explain(std::current_exception()));
        }
      });
  return reception;
}

bool CpprestLine::maybe_sent() const {
  return state_->has_body ? state_->writing_body.load()
                          : state_->openings.load() > 0;
}

std::unique_ptr<HttpTransport> NewCpprestTransport(const HttpOptions& options) {
  StartThreads();
  const auto rules =
      std::make_shared<TlsRules>(options.tls, options.pinned_host);
  return NewLineTransport(
      options,
      [rules](const HttpUrl& url,
              const LineOptions& line) -> std::unique_ptr<Line> {
        // What is not TLS is not tunnelled, and libcurl knows every proxy.
        if (!url.tls && !line.route.is_straight())
          return NewCurlLine(rules, line.route, std::nullopt);
        return std::make_unique<CpprestLine>(url, line, rules);
      });
}

}  // namespace letterbox
