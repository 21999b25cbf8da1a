#include "ews/ews_client.h"

#include <string_view>

#include "ews/envelope_splitter.h"
#include "ews/passing.h"
#include "ews/request_id.h"
#include "ews/retries.h"
#include "letterbox/transport/printable.h"
#include "redact.h"

namespace letterbox::ews {
namespace {

// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
constexpr std::string_view kAffinityCookie = "X-BackEndOverrideCookie";

// The token of an Authorization header's value.
std::string_view TokenIn(std::string_view authorization) {
  return authorization.substr(authorization.find(' ') + 1);
}

void RedactAll(HttpResponse& response, std::string_view secret) {
  Redact(response.body, secret);
  for (Header& header : response.headers) Redact(header.value, secret);
}

}  // namespace

EwsClient::EwsClient(Site site, HttpTransport& transport, TokenSource& tokens,
                     Cancellation closing, Clock& clock,
                     std::unique_ptr<SharedPace> shared)
    : site_(std::move(site)),
      transport_(transport),
      tokens_(tokens),
      closing_(std::move(closing)),
      clock_(clock),
      pacer_(clock, std::move(shared)),
      version_(site_.version) {}

void EwsClient::Require(const OperationTraits& traits,
                        const Status& status) const {
  if (!status.ok()) throw Refusal(site_, traits.name, 200, status);
}

Answer EwsClient::Ask(const OperationTraits& traits, const BodyWriter& body,
                      const CallOptions& options) {
  const Cancellation cancellation = options.cancellation.value_or(closing_);
  Retries retries(site_, traits, pacer_, clock_,
                  {options.deadline, options.ask_again}, cancellation);
  while (true) {
    AwaitTurn(traits, retries);
    try {
      Answer answer = AskOnce(traits, body, options, cancellation);
      const std::optional<ServerError> refusal = RefusalOf(traits, answer);
      if (refusal) TellIfMoved(*refusal);
      if (!refusal) KeepPace(answer);
      if (!refusal || !retries.Again(*refusal)) return answer;
    } catch (const ServerError& error) {
      TellIfMoved(error);
      if (!retries.Again(error)) throw;
    }
  }
}

void EwsClient::AwaitTurn(const OperationTraits& traits, Retries& retries) {
  try {
    retries.AwaitTurn();
  } catch (const ConnectionError& error) {
    if (!closing_.cancelled()) throw;
    throw Closed(traits, error);
  }
}

Answer EwsClient::AskOnce(const OperationTraits& traits, const BodyWriter& body,
                          const CallOptions& options,
                          const Cancellation& cancellation) {
  xml::Splicer splicer;
  std::string token;
  const auto on_body = [&](std::string_view bytes) {
    try {
      splicer.Add(bytes);
    } catch (const xml::TooLarge& error) {
      throw ConnectionError(ConnectionError::Kind::kTooLarge,
                            std::string(traits.name) + " on " +
                                Printable(site_.mailbox) + ": the answer of " +
                                site_.url + " was not read: " + error.what() +
                                ".",
                            site_.url, true);
    }
  };
  const Sender send = [&](HttpRequest& request,
                          const std::string& authorization) {
    token = TokenIn(authorization);
    splicer.Finish();
    request.on_body = on_body;
    return transport_.Send(request, cancellation);
  };
  std::optional<Answer> answer;
  Negotiate([&](const std::string& version) {
    const HttpResponse response =
        SendAuthorised(traits, body, options, version, send);
    on_body(response.body);
    xml::Spliced spliced = splicer.Finish();
    Redact(spliced.text, token);
    answer = JudgeResponse(traits, response, std::move(spliced));
  });
  return *std::move(answer);
}

std::optional<ServerError> EwsClient::RefusalOf(const OperationTraits& traits,
                                                const Answer& answer) const {
  const std::string& code = answer.messages.front().status.code;
  for (const ResponseMessage& message : answer.messages) {
    if (message.status.ok() || message.status.code != code) return std::nullopt;
  }
  return Refusal(site_, traits.name, 200, answer.messages.front().status);
}

// Of several items some may have been too many.
void EwsClient::KeepPace(const Answer& answer) {
  for (const ResponseMessage& message : answer.messages) {
    if (PassingOf(message.status.code) == Passing::kBusy) {
      return pacer_.BackOff(message.status.back_off);
    }
  }
  pacer_.Succeeded();
}

void EwsClient::Listen(const OperationTraits& traits, const BodyWriter& body,
                       const std::function<void(const Answer&)>& on_answer,
                       const CallOptions& options) {
  const Cancellation cancellation = options.cancellation.value_or(closing_);
  Retries retries(site_, traits, pacer_, clock_, {options.deadline, false},
                  cancellation);
  AwaitTurn(traits, retries);
  try {
    ListenOnce(traits, body, on_answer, options, cancellation);
  } catch (const ServerError& error) {
    TellIfMoved(error);
    // The limit of hanging connections concerns no other call.
    if (error.response_code() != "ErrorExceededConnectionCount") {
      retries.Again(error);
    }
    throw;
  }
}

void EwsClient::ListenOnce(const OperationTraits& traits,
                           const BodyWriter& body,
                           const std::function<void(const Answer&)>& on_answer,
                           const CallOptions& options,
                           const Cancellation& cancellation) {
  EnvelopeSplitter splitter;
  std::string token;
  const auto on_bytes = [&](std::string_view bytes) {
    try {
      splitter.Add(bytes);
    } catch (const xml::ParseError& error) {
      std::string excerpt(bytes);
      Redact(excerpt, token);
      throw Unreadable(site_, traits.name, excerpt, error.what());
    }
    while (auto envelope = splitter.Take()) {
      Redact(*envelope, token);
      on_answer(Judge(traits, 200, {*std::move(envelope), {}}));
    }
  };
  const Sender send = [&](HttpRequest& request,
                          const std::string& authorization) {
    token = TokenIn(authorization);
    return transport_.Stream(request, on_bytes, cancellation);
  };
  Negotiate([&](const std::string& version) {
    const HttpResponse response =
        SendAuthorised(traits, body, options, version, send);
    if (response.status != 200) {
      JudgeResponse(traits, response, {response.body, {}});
    }
  });
}

void EwsClient::Negotiate(
    const std::function<void(const std::string&)>& attempt) {
  for (;;) {
    const std::string version = version_.get();
    try {
      attempt(version);
      return;
    } catch (const ServerError& error) {
      if (error.response_code() != "ErrorInvalidServerVersion" ||
          !version_.Lower(version)) {
        throw;
      }
    }
  }
}

Answer EwsClient::Judge(const OperationTraits& traits, int http_status,
                        xml::Spliced spliced) const {
  const std::string text = spliced.text.substr(0, kBeginning);
  try {
    Answer answer = ReadAnswer(std::move(spliced));
    if (answer.fault) {
      throw Refusal(site_, traits.name, http_status, *answer.fault);
    }
    if (answer.messages.empty()) {
      throw Unreadable(site_, traits.name, text, "no response message");
    }
    return answer;
  } catch (const xml::ParseError& error) {
    throw Unreadable(site_, traits.name, text, error.what());
  }
}

Answer EwsClient::JudgeResponse(const OperationTraits& traits,
                                const HttpResponse& response,
                                xml::Spliced spliced) const {
  try {
    return Judge(traits, response.status, std::move(spliced));
  } catch (const ProtocolError&) {
    if (response.status == 200) throw;
    throw HttpRefusal(site_, traits.name, response, clock_.Date());
  }
}

HttpResponse EwsClient::SendAuthorised(const OperationTraits& traits,
                                       const BodyWriter& body,
                                       const CallOptions& options,
                                       const std::string& version,
                                       const Sender& send) {
  HttpRequest request = MakeRequest(traits, body, options, version);
  const std::size_t common = request.headers.size();
  HttpResponse response;
  // A request that is answered 401 was not carried out, so even a mail can go
  // out again.
  for (int attempt = 0; attempt < 2; ++attempt) {
    try {
      const std::string authorization = tokens_.Authorization();
      request.headers.resize(common);
      // Where the transport signs in on the connection there is none.
      if (!authorization.empty())
        request.headers.push_back({"Authorization", authorization});
      request.headers.push_back({"client-request-id", NewRequestId()});
      response = send(request, authorization);
      RedactAll(response, TokenIn(authorization));
      if (response.status != 401) {
        KeepAffinity(response);
        return response;
      }
      tokens_.Refuse(authorization);
    } catch (const ConnectionError& error) {
      if (error.kind() == ConnectionError::Kind::kResolve && site_.on_moved)
        site_.on_moved();
      if (!closing_.cancelled()) throw;
      throw Closed(traits, error);
    }
  }
  throw TokenRefusal(site_, traits.name, response);
}

HttpRequest EwsClient::MakeRequest(const OperationTraits& traits,
                                   const BodyWriter& body,
                                   const CallOptions& options,
                                   const std::string& version) const {
  HttpRequest request;
  request.url = site_.url;
  request.repeatable = traits.repeatable;
  request.timeout = options.timeout;
  if (options.deadline != Clock::Deadline::max()) {
    // The transport's time is always the machine's.
    request.deadline =
        std::chrono::steady_clock::now() + (options.deadline - clock_.Now());
  }
  request.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                     {"Accept", "text/xml"},
                     {"User-Agent", "Letterbox"},
                     {"X-AnchorMailbox", site_.mailbox},
                     {"return-client-request-id", "true"}};
  if (traits.affine) {
    request.headers.push_back({"X-PreferServerAffinity", "true"});
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!affinity_cookie_.empty()) {
      request.headers.push_back({"Cookie", affinity_cookie_});
    }
  }
  // An application says for whom it acts, and Exchange refuses that of a
  // person, who says whose folders are meant.
  RequestContext context;
  context.version = version;
  (tokens_.app_only() ? context.impersonate : context.owner) = site_.mailbox;
  Envelope envelope = WriteEnvelope(traits.name, context, body);
  request.body = std::move(envelope.xml);
  request.inserts = std::move(envelope.inserts);
  return request;
}

void EwsClient::KeepAffinity(const HttpResponse& response) {
  for (const Header& header : response.headers) {
    HttpResponse alone;
    alone.headers.push_back(header);
    const std::string cookie = alone.header("Set-Cookie");
    if (cookie.compare(0, kAffinityCookie.size(), kAffinityCookie) != 0 ||
        cookie.compare(kAffinityCookie.size(), 1, "=") != 0) {
      continue;
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    affinity_cookie_ = cookie.substr(0, cookie.find(';'));
  }
}

void EwsClient::TellIfMoved(const ServerError& error) const {
  if (site_.on_moved && SaysMoved(error)) site_.on_moved();
}

void EwsClient::ForgetAffinity() {
  const std::lock_guard<std::mutex> lock(mutex_);
  affinity_cookie_.clear();
}

ConnectionError EwsClient::Closed(const OperationTraits& traits,
                                  const ConnectionError& error) const {
  return ConnectionError(
      ConnectionError::Kind::kCancelled,
      std::string(traits.name) + " on " + Printable(site_.mailbox) +
          ": this mailbox was closed. Keep it open for as long as its arrivals "
          "are read.",
      error.url(), error.maybe_sent());
}

}  // namespace letterbox::ews
