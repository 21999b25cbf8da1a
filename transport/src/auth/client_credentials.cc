#include "auth/client_credentials.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ascii.h"
#include "auth/form.h"
#include "auth/kept_token_source.h"
#include "auth/token_answer.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr auto kTimeout = std::chrono::seconds(30);

[[noreturn]] void Refuse(const Connection& connection, const std::string& key,
                         const std::string& why) {
  throw ConfigError("Connection " + Quoted(connection.name) +
                        ": authenticate: " + key + " cannot be used: " + why,
                    "", 0, "authenticate." + key);
}

/// The tenant becomes a part of a path.
bool IsTenant(const std::string& text) {
  return !text.empty() && text != "." && text != ".." &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return IsLetterOrDigit(c) || c == '.' || c == '-';
         });
}

std::string Endpoint(const Connection& connection) {
  const OAuth2& oauth2 = connection.authenticate;
  std::string url = oauth2.token_url;
  if (url.empty()) {
    if (!IsTenant(oauth2.tenant_id))
      Refuse(connection, "tenant_id",
             "it must be a directory's ID or a domain name.");
    url = oauth2.authority;
    while (!url.empty() && url.back() == '/') url.pop_back();
    url += "/" + oauth2.tenant_id + "/oauth2/v2.0/token";
  }
  try {
    ParseHttpUrl(url);
  } catch (const Error& error) {
    Refuse(connection, oauth2.token_url.empty() ? "authority" : "token_url",
           error.what());
  }
  return url;
}

std::string Scope(const Connection& connection) {
  const std::string& scope = connection.authenticate.scope;
  if (!scope.empty()) return scope;
  return ParseHttpUrl(EwsUrl(connection)).origin + "/.default";
}

HttpRequest NewRequest(const OAuth2& oauth2, const IssuedFor& issued_for) {
  HttpRequest request;
  request.url = issued_for.endpoint;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = WriteForm({{"grant_type", issued_for.flow},
                            {"client_id", issued_for.client_id},
                            {"client_secret", oauth2.client_secret},
                            {"scope", issued_for.scope}});
  // A second token does no harm.
  request.repeatable = true;
  request.timeout = kTimeout;
  return request;
}

}  // namespace

bool FitsClientCredentials(const OAuth2& oauth2) {
  return !oauth2.client_secret.empty();
}

std::unique_ptr<TokenSource> NewClientCredentials(const Connection& connection,
                                                  HttpTransport& transport,
                                                  Clock& clock) {
  const OAuth2& oauth2 = connection.authenticate;
  if (oauth2.client_id.empty()) Refuse(connection, "client_id", "it is empty.");
  KeptTokenSource::Options options;
  options.issued_for = {"client_credentials", Endpoint(connection),
                        oauth2.client_id, Scope(connection)};
  options.app_only = true;
  if (!connection.token_store.empty())
    options.store.emplace(connection.token_store, connection.name);

  auto ask = [request = NewRequest(oauth2, options.issued_for), &transport,
              &clock, name = connection.name, secret = oauth2.client_secret,
              shown = ParseHttpUrl(options.issued_for.endpoint).shown] {
    const TokenQuestion question{name, shown, {secret}, clock.Date()};
    return ReadTokenAnswer(transport.Send(request), question);
  };
  return std::make_unique<KeptTokenSource>(std::move(options), std::move(ask),
                                           clock);
}

}  // namespace letterbox
