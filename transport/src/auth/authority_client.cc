#include "auth/authority_client.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/client_proof.h"
#include "auth/flows.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr auto kTimeout = std::chrono::seconds(30);

void Append(Form& form, const Form& more) {
  form.insert(form.end(), more.begin(), more.end());
}

/// What an authority may send back and nobody should read.
std::vector<std::string> SecretsOf(const Form& form) {
  constexpr std::string_view kSecret[] = {
      "client_secret", "client_assertion", "refresh_token", "password",
      "code",          "code_verifier",    "device_code"};
  std::vector<std::string> secrets;
  for (const auto& [name, value] : form) {
    if (std::find(std::begin(kSecret), std::end(kSecret), name) !=
        std::end(kSecret))
      secrets.push_back(value);
  }
  return secrets;
}

}  // namespace

Form FieldsOf(const Wanted& wanted) {
  Form fields;
  if (!wanted.scope.empty()) fields.emplace_back("scope", wanted.scope);
  if (!wanted.resource.empty())
    fields.emplace_back("resource", wanted.resource);
  return fields;
}

AuthorityClient::AuthorityClient(const Connection& connection,
                                 HttpTransport& transport, Clock& clock)
    : connection_(connection), transport_(transport), clock_(clock) {
  if (connection.authenticate.client_id.empty())
    throw ConfigError("Connection " + Quoted(connection.name) +
                          ": authenticate: client_id cannot be used: it is "
                          "empty.",
                      "", 0, "authenticate.client_id");
  if (!NeedsDiscovery(connection))
    endpoints_ = FindEndpoints(connection, transport);
}

const Endpoints& AuthorityClient::endpoints() {
  if (!endpoints_) endpoints_ = FindEndpoints(connection_, transport_);
  return *endpoints_;
}

Form AuthorityClient::ClientFields() {
  Form fields = {{"client_id", connection_.authenticate.client_id}};
  Append(fields, ClientProof(connection_, endpoints(), transport_, clock_));
  return fields;
}

HttpRequest AuthorityClient::NewRequest(const std::string& url,
                                        const Form& form) const {
  HttpRequest request;
  request.url = url;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = WriteForm(form);
  request.timeout = kTimeout;
  return request;
}

TokenAnswer AuthorityClient::AskToken(const std::string& grant_type,
                                      const Form& fields, bool known_expired) {
  const std::string& url = endpoints().token;
  Form form = {{"grant_type", grant_type}};
  Append(form, ClientFields());
  Append(form, fields);
  HttpRequest request = NewRequest(url, form);
  // A second token does no harm; a second use of anything else may.
  request.repeatable = grant_type == "client_credentials";
  TokenQuestion question;
  question.connection = connection_.name;
  question.endpoint = ParseHttpUrl(url).shown;
  question.secrets = SecretsOf(form);
  question.asked = clock_.Date();
  question.grant_type = grant_type;
  question.remedy = RemedyOf(connection_);
  question.known_expired = known_expired;
  return ReadTokenAnswer(transport_.Send(request), question);
}

HttpResponse AuthorityClient::Post(const std::string& url, const Form& fields) {
  Form form = ClientFields();
  Append(form, fields);
  return transport_.Send(NewRequest(url, form));
}

}  // namespace letterbox
