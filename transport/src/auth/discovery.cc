#include "auth/discovery.h"

#include <algorithm>

#include "auth/json.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using nlohmann::json;

constexpr auto kTimeout = std::chrono::seconds(30);

[[noreturn]] void Fail(const std::string& connection, const std::string& url,
                       const std::string& why) {
  throw AuthError("Connection " + Quoted(connection) + ": " + url + " " + why +
                      " Check authenticate: authority; for Microsoft Entra ID "
                      "set tenant_id, elsewhere token_url may name the token "
                      "endpoint.",
                  connection, "");
}

HttpResponse Get(const std::string& url, HttpTransport& transport) {
  HttpRequest request;
  request.method = "GET";
  request.url = url;
  request.headers = {{"Accept", "application/json"}};
  request.repeatable = true;
  request.timeout = kTimeout;
  return transport.Send(request);
}

/// Empty, or a URL that may be asked.
std::string EndpointOf(const json& document, const char* key) {
  const std::string url = TextOf(document, key);
  if (!url.empty()) ParseHttpUrl(url);
  return url;
}

bool Holds(const json& document, const char* key, const char* word) {
  const auto found = document.find(key);
  return found != document.end() && found->is_array() &&
         std::find(found->begin(), found->end(), word) != found->end();
}

}  // namespace

Endpoints Discover(const std::string& connection, const std::string& issuer,
                   HttpTransport& transport) {
  const HttpUrl parts = ParseHttpUrl(issuer);
  std::string url = issuer + "/.well-known/openid-configuration";
  HttpResponse response = Get(url, transport);
  if (response.status == 404) {
    const std::string path = parts.target == "/" ? "" : parts.target;
    url = parts.origin + "/.well-known/oauth-authorization-server" + path;
    response = Get(url, transport);
  }
  const json document = ParseObject(response.body);
  if (response.status != 200 || !document.is_object())
    Fail(connection, url,
         "answered " + std::to_string(response.status) +
             " and no discovery document.");

  Endpoints endpoints;
  endpoints.issuer = TextOf(document, "issuer");
  // Exactly, but for the slash that the setting may lack.
  if (endpoints.issuer != issuer && endpoints.issuer != issuer + "/")
    Fail(connection, url,
         "is the discovery document of another issuer, " +
             Quoted(endpoints.issuer) + ".");
  try {
    endpoints.token = EndpointOf(document, "token_endpoint");
    endpoints.authorize = EndpointOf(document, "authorization_endpoint");
    endpoints.revoke = EndpointOf(document, "revocation_endpoint");
    endpoints.device = EndpointOf(document, "device_authorization_endpoint");
  } catch (const Error& error) {
    Fail(connection, url,
         std::string("names an endpoint that cannot be used: ") + error.what());
  }
  if (endpoints.token.empty())
    Fail(connection, url, "names no token_endpoint.");
  const auto names =
      document.find("authorization_response_iss_parameter_supported");
  endpoints.names_issuer = names != document.end() && *names == true;
  endpoints.has_form_post =
      Holds(document, "response_modes_supported", "form_post");
  constexpr char kAlgorithms[] =
      "token_endpoint_auth_signing_alg_values_supported";
  endpoints.takes_ps256 =
      !document.contains(kAlgorithms) || Holds(document, kAlgorithms, "PS256");
  return endpoints;
}

}  // namespace letterbox
