#include "auth/authority_client.h"

#include <utility>

#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr auto kTimeout = std::chrono::seconds(30);

void Append(Form& form, const Form& more) {
  form.insert(form.end(), more.begin(), more.end());
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

Form AuthorityClient::ClientFields(const std::string& /*url*/) const {
  const Authentication& in = connection_.authenticate;
  Form fields = {{"client_id", in.client_id}};
  if (!in.client_secret.empty())
    fields.emplace_back("client_secret", in.client_secret);
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
                                      const Form& fields) {
  const std::string& url = endpoints().token;
  Form form = {{"grant_type", grant_type}};
  Append(form, ClientFields(url));
  Append(form, fields);
  HttpRequest request = NewRequest(url, form);
  const Authentication& in = connection_.authenticate;
  const TokenQuestion question{
      connection_.name,
      ParseHttpUrl(url).shown,
      {in.client_secret, in.password, in.refresh_token},
      clock_.Date()};
  return ReadTokenAnswer(transport_.Send(request), question);
}

HttpResponse AuthorityClient::Post(const std::string& url, const Form& fields) {
  Form form = ClientFields(url);
  Append(form, fields);
  return transport_.Send(NewRequest(url, form));
}

}  // namespace letterbox
