#include "ews/ews_client.h"

#include <string_view>

#include "ews/envelope_splitter.h"
#include "ews/request_id.h"
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
                     Cancellation closing)
    : site_(std::move(site)),
      transport_(transport),
      tokens_(tokens),
      closing_(std::move(closing)),
      version_(site_.version) {}

void EwsClient::Require(const OperationTraits& traits,
                        const Status& status) const {
  if (!status.ok()) throw Refusal(site_, traits.name, 200, status);
}

Answer EwsClient::Ask(const OperationTraits& traits, const BodyWriter& body,
                      const CallOptions& options) {
  const Cancellation cancellation = options.cancellation.value_or(closing_);
  const Sender send = [&](const HttpRequest& request, const std::string&) {
    return transport_.Send(request, cancellation);
  };
  std::optional<Answer> answer;
  Negotiate([&](const std::string& version) {
    answer = JudgeResponse(
        traits, SendAuthorised(traits, body, options, version, send));
  });
  return *std::move(answer);
}

void EwsClient::Listen(const OperationTraits& traits, const BodyWriter& body,
                       const std::function<void(const Answer&)>& on_answer,
                       const CallOptions& options) {
  const Cancellation cancellation = options.cancellation.value_or(closing_);
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
      on_answer(Judge(traits, 200, *envelope));
    }
  };
  const Sender send = [&](const HttpRequest& request,
                          const std::string& authorization) {
    token = TokenIn(authorization);
    return transport_.Stream(request, on_bytes, cancellation);
  };
  Negotiate([&](const std::string& version) {
    const HttpResponse response =
        SendAuthorised(traits, body, options, version, send);
    if (response.status != 200) JudgeResponse(traits, response);
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
                        std::string_view text) const {
  try {
    Answer answer = ReadAnswer(text);
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
                                const HttpResponse& response) const {
  try {
    return Judge(traits, response.status, response.body);
  } catch (const ProtocolError&) {
    if (response.status == 200) throw;
    throw HttpRefusal(site_, traits.name, response);
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
  request.deadline = options.deadline;
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
  request.body = WriteEnvelope(traits.name, context, body);
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
