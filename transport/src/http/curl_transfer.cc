#include "http/curl_transfer.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <new>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "http/curl_failure.h"
#include "http/proxy/proxy_failure.h"
#include "http/socket.h"
#include "signals.h"

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kProxyLoginWanted = 407;
constexpr std::size_t kLongestHead = std::size_t{1} << 20;
// libcurl's own limit is not to be met: this class measures the silence.
constexpr long kNeverMilliseconds = 24L * 3600 * 1000;

bool Has(const std::vector<Header>& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const Header& h) {
    return EqualsIgnoringCase(h.name, name);
  });
}

/// "HTTP/1.1 200 OK" is 200.
int StatusIn(std::string_view line) {
  const std::size_t space = line.find(' ');
  int status = 0;
  for (std::size_t i = space + 1; i < line.size() && i < space + 4; ++i) {
    if (line[i] < '0' || line[i] > '9') return 0;
    status = status * 10 + (line[i] - '0');
  }
  return status;
}

}  // namespace

CurlTransfer::CurlTransfer(CURLM* multi, const HttpUrl& url,
                           const HttpRequest& request, const TlsRules& rules,
                           const Route& route, const HttpLogin* login)
    : multi_(multi),
      url_(url),
      request_(request),
      rules_(rules),
      route_(route),
      body_out_(request),
      easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  SetRequest();
  SetHeaders();
  SetLimits();
  SetTls();
  curl_route_.emplace(easy_.get(), route, rules);
  if (login != nullptr) SetLogin(*login);
  curl_multi_add_handle(multi_, easy_.get());
}

CurlTransfer::~CurlTransfer() { curl_multi_remove_handle(multi_, easy_.get()); }

template <typename Value>
void CurlTransfer::Set(CURLoption option, Value value) {
  if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK)
    throw Failure{Kind::kProtocol,
                  "libcurl refused an option (" + std::to_string(option) +
                      "). It must be version 7.87 or later, with TLS."};
}

void CurlTransfer::SetRequest() {
  Set(CURLOPT_URL, (url_.origin + url_.target).c_str());
  if (request_.method == "HEAD") {
    Set(CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET" || !request_.body.empty()) {
    Set(CURLOPT_POST, 1L);
    Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_out_.size()));
    Set(CURLOPT_READFUNCTION, OnRead);
    Set(CURLOPT_READDATA, this);
    Set(CURLOPT_SEEKFUNCTION, OnSeek);
    Set(CURLOPT_SEEKDATA, this);
    Set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  Set(CURLOPT_HEADERFUNCTION, OnHeader);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_WRITEFUNCTION, OnBody);
  Set(CURLOPT_WRITEDATA, this);
  Set(CURLOPT_PREREQFUNCTION, OnRequest);
  Set(CURLOPT_PREREQDATA, this);
  Set(CURLOPT_ERRORBUFFER, error_text_.data());
}

void CurlTransfer::SetHeaders() {
  std::vector<Header> headers = request_.headers;
  const auto add_default = [&](const char* name, const char* value) {
    if (!Has(headers, name)) headers.push_back({name, value});
  };
  add_default("User-Agent", "letterbox");
  if (!request_.body.empty())
    add_default("Content-Type", "application/octet-stream");

  std::vector<std::string> lines;
  for (const Header& header : headers) {
    lines.push_back(header.value.empty() ? header.name + ";"
                                         : header.name + ": " + header.value);
  }
  // What libcurl would add by itself. Without a wait for "100 Continue" a large
  // body goes out at once.
  for (const char* name : {"Accept", "Content-Type", "Expect"}) {
    if (!Has(headers, name)) lines.push_back(std::string(name) + ":");
  }
  for (const std::string& line : lines) {
    curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    headers_.release();
    headers_.reset(longer);
  }
  Set(CURLOPT_HTTPHEADER, headers_.get());
}

// Nothing of the machine's settings, and nothing that sends elsewhere or again.
void CurlTransfer::SetLimits() {
  Set(CURLOPT_PROTOCOLS_STR, "http,https");
  Set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  Set(CURLOPT_PATH_AS_IS, 1L);
  Set(CURLOPT_FOLLOWLOCATION, 0L);
  Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  Set(CURLOPT_NOSIGNAL, 1L);
  // A look-up that was given up goes on by itself and is not waited for.
  Set(CURLOPT_QUICK_EXIT, 1L);
  Set(CURLOPT_CONNECTTIMEOUT_MS, kNeverMilliseconds);
}

void CurlTransfer::SetTls() {
  Set(CURLOPT_CAINFO, nullptr);
  Set(CURLOPT_CAPATH, nullptr);
  Set(CURLOPT_SSL_VERIFYPEER, 1L);
  // By OpenSSL as well (RequireName), unless the certificate is pinned.
  const bool by_name = rules_.verify() && rules_.PinOf(url_.host).empty();
  Set(CURLOPT_SSL_VERIFYHOST, by_name ? 2L : 0L);
  Set(CURLOPT_SOCKOPTFUNCTION, OnSocket);
  Set(CURLOPT_SOCKOPTDATA, this);
  Set(CURLOPT_SSL_CTX_FUNCTION, OnTls);
  Set(CURLOPT_SSL_CTX_DATA, this);
}

void CurlTransfer::SetLogin(const HttpLogin& login) {
  const bool ntlm = login.scheme == HttpLogin::Scheme::kNtlm;
  // One scheme: libcurl never answers with a weaker one.
  Set(CURLOPT_HTTPAUTH,
      static_cast<long>(ntlm ? CURLAUTH_NTLM : CURLAUTH_NEGOTIATE));
  Set(CURLOPT_USERNAME, login.user.c_str());
  Set(CURLOPT_PASSWORD, login.password.c_str());
}

void CurlTransfer::Run(const Line::Sink& sink,
                       const Cancellation& cancellation) {
  std::atomic<bool> cancelled{false};
  const Cancellation::Registration registration(cancellation, [&] {
    cancelled = true;
    curl_multi_wakeup(multi_);
  });
  Progress before;
  steady_clock::time_point last_progress = steady_clock::now();
  for (;;) {
    if (cancelled) throw Failure{Kind::kCancelled, "cancelled.", maybe_sent()};
    const bool goes_on = Perform();
    HandOut(sink);
    if (!goes_on) break;
    if (const Progress now = progress(); !(now == before)) {
      before = now;
      // After the sink has had its time.
      last_progress = steady_clock::now();
    }
    Wait(last_progress);
  }
  CheckResult();
}

bool CurlTransfer::Perform() {
  int running = 0;
  {
    // The threads that libcurl starts for look-ups inherit the mask.
    const SignalsBlocked blocked;
    curl_multi_perform(multi_, &running);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg == CURLMSG_DONE) result_ = message->data.result;
  }
  return !result_;
}

void CurlTransfer::HandOut(const Line::Sink& sink) {
  const bool has_ended = result_ == CURLE_OK && head_ended_;
  if (!head_given_ && (has_ended || !body_.empty())) {
    head_given_ = true;
    sink.head(head_);
  }
  if (body_.empty()) return;
  const std::string bytes = std::exchange(body_, {});
  sink.bytes(bytes);
}

// Until there is something to do, but not beyond what the request allows.
void CurlTransfer::Wait(steady_clock::time_point last_progress) {
  const auto now = steady_clock::now();
  const milliseconds timeout = std::max(request_.timeout, milliseconds(1));
  const auto silent_until = last_progress + timeout;
  if (now >= request_.deadline)
    throw Failure{Kind::kTimeout,
                  "the server had not answered by the deadline.", maybe_sent()};
  if (now >= silent_until) {
    Failure failure = Silence(timeout);
    failure.maybe_sent = maybe_sent();
    throw failure;
  }
  const auto wait = std::chrono::ceil<milliseconds>(
      std::min(silent_until, request_.deadline) - now);
  curl_multi_poll(
      multi_, nullptr, 0,
      static_cast<int>(std::min(wait, milliseconds(60'000)).count()), nullptr);
}

void CurlTransfer::CheckResult() const {
  if (asked_again_) {
    Failure failure = ClosedFailure(FailureStep::kAnswer);
    failure.may_be_stale = true;
    throw failure;
  }
  if (head_too_long_)
    throw Failure{Kind::kProtocol,
                  "the headers of the answer are longer than 1 MB.", true};
  if (*result_ == CURLE_OK && head_ended_) {
    if (route_.proxy && head_.status == kProxyLoginWanted)
      throw LoginRefused(easy_.get(), *route_.proxy);
    return;
  }
  if (is_at_proxy())
    throw ExplainProxyFailure(easy_.get(), *result_, error_text_.data(),
                              *route_.proxy, HostAndPort(url_), note_);
  if (note_.refused)
    throw Failure{Kind::kTls, CertificateSentence(note_, peer_)};
  Failure failure =
      ExplainCurlFailure(*result_, error_text_.data(), step(), maybe_sent());
  if (!head_began_) failure.sentence += CertificateHint(note_);
  throw failure;
}

bool CurlTransfer::is_at_proxy() const {
  return route_.proxy && !asked_ && !shakes_hands_;
}

Failure CurlTransfer::Silence(milliseconds timeout) const {
  if (!is_at_proxy()) return SilenceFailure(step(), timeout);
  return ProxySilence(IsConnected(socket_), *route_.proxy, HostAndPort(url_),
                      timeout);
}

curl_socket_t CurlTransfer::connection() const {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}

CurlTransfer::Progress CurlTransfer::progress() const {
  Progress progress{shakes_hands_, 0, received_};
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_UPLOAD_T, &progress.uploaded);
  return progress;
}

FailureStep CurlTransfer::step() const {
  if (!asked_)
    return shakes_hands_ ? FailureStep::kHandshake : FailureStep::kConnect;
  if (head_began_) return FailureStep::kBody;
  return maybe_sent() ? FailureStep::kAnswer : FailureStep::kRequest;
}

bool CurlTransfer::maybe_sent() const {
  return asked_ &&
         (head_began_ ||
          progress().uploaded >= static_cast<curl_off_t>(body_out_.size()));
}

void CurlTransfer::OnHeaderLine(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
    line.remove_suffix(1);
  if (line.substr(0, 5) == "HTTP/" && (!head_began_ || head_ended_)) {
    head_ = {StatusIn(line), {}};
    head_began_ = true;
    head_ended_ = false;
    return;
  }
  // After the head there may be trailers, which nobody asks for.
  if (head_ended_) return;
  if (line.empty()) {
    head_ended_ = true;
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  head_.headers.push_back({std::string(Trim(line.substr(0, colon))),
                           std::string(Trim(line.substr(colon + 1)))});
}

std::size_t CurlTransfer::OnHeader(char* bytes, std::size_t size,
                                   std::size_t count, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  self.received_ += size * count;
  self.head_size_ += size * count;
  self.head_too_long_ = self.head_size_ > kLongestHead;
  if (self.head_too_long_) return 0;
  self.OnHeaderLine({bytes, size * count});
  return size * count;
}

std::size_t CurlTransfer::OnBody(char* bytes, std::size_t size,
                                 std::size_t count, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  self.received_ += size * count;
  self.body_.append(bytes, size * count);
  return size * count;
}

std::size_t CurlTransfer::OnRead(char* bytes, std::size_t size,
                                 std::size_t count, void* transfer) {
  return static_cast<CurlTransfer*>(transfer)->body_out_.Read(bytes,
                                                              size * count);
}

// Where it signs in, the body goes out more than once.
int CurlTransfer::OnSeek(void* transfer, curl_off_t offset, int origin) {
  if (offset != 0 || origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<CurlTransfer*>(transfer)->body_out_.Rewind();
  return CURL_SEEKFUNC_OK;
}

// Before each sending of the request. libcurl sends again by itself where a
// kept connection ends without an answer, whether or not the server has seen
// the request; but where it signs in, a refusal comes between two sendings.
int CurlTransfer::OnRequest(void* transfer, char*, char*, int, int) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  self.asked_again_ = self.asked_ && !self.head_ended_;
  self.asked_ = true;
  self.head_began_ = false;
  self.head_ended_ = false;
  return self.asked_again_ ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

CURLcode CurlTransfer::OnTls(CURL*, void* context, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  // With a proxy that speaks TLS the first handshake of a connection is its
  // own.
  const bool is_of_proxy =
      self.route_.proxy &&
      self.route_.proxy->server.kind == ProxyServer::Kind::kHttps &&
      !self.met_proxy_;
  self.met_proxy_ = true;
  self.shakes_hands_ = !is_of_proxy;
  self.peer_ =
      is_of_proxy ? PeerOf(*self.route_.proxy) : TlsPeer{self.url_.host};
  auto* const tls = static_cast<SSL_CTX*>(context);
  SSL_CTX_set_default_verify_paths(tls);
  ConfigureTls(tls, self.rules_, self.peer_, &self.note_);
  RequireName(tls, self.peer_.host);
  return CURLE_OK;
}

int CurlTransfer::OnSocket(void* transfer, curl_socket_t socket, curlsocktype) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  self.socket_ = socket;
  self.met_proxy_ = false;
  self.shakes_hands_ = false;
  return CURL_SOCKOPT_OK;
}

}  // namespace letterbox
