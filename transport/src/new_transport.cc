#include "new_transport.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "http/latin1.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;

// How a method reaches the server. The last two are bound to the connection,
// which cpprestsdk cannot do.
struct Way {
  Method method;
  std::unique_ptr<HttpTransport> (*new_transport)(const HttpOptions& options);
  std::optional<HttpLogin::Scheme> scheme;
};

constexpr Way kWays[] = {
    {Method::kOAuth2, NewCpprestTransport, std::nullopt},
    {Method::kBasic, NewCpprestTransport, std::nullopt},
    {Method::kNtlm, NewCurlTransport, HttpLogin::Scheme::kNtlm},
    {Method::kNegotiate, NewCurlTransport, HttpLogin::Scheme::kNegotiate},
};

std::string NtlmText(const Connection& connection, const std::string& key,
                     const std::string& value) {
  if (const auto text = ToLatin1(value)) return *text;
  // The value stays out of the text: it may be a secret.
  throw ConfigError("Connection " + Quoted(connection.name) + ": `" + key +
                        "` holds a character beyond U+00FF, which libcurl's "
                        "NTLM cannot send. Use another user or password for "
                        "it.",
                    "", 0, key);
}

}  // namespace

HttpOptions HttpOptionsOf(const Connection& connection) {
  HttpOptions options;
  options.tls = connection.tls;
  return options;
}

std::unique_ptr<HttpTransport> NewAnonymousTransport(
    const Connection& connection) {
  return NewCpprestTransport(HttpOptionsOf(connection));
}

std::unique_ptr<HttpTransport> NewTransport(const Connection& connection,
                                            const std::string& origin) {
  HttpOptions options = HttpOptionsOf(connection);
  const auto* const way = std::find_if(
      std::begin(kWays), std::end(kWays),
      [&](const Way& w) { return w.method == connection.authenticate.method; });
  if (way->scheme) {
    options.login = HttpLogin{*way->scheme, origin,
                              NtlmText(connection, "user", connection.user),
                              NtlmText(connection, "authenticate.password",
                                       connection.authenticate.password)};
  }
  return way->new_transport(options);
}

}  // namespace letterbox
