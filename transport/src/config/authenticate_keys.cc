#include "config/authenticate_keys.h"

#include "config/values.h"

namespace letterbox::config {
namespace {

using Kind = Key::Kind;

// In the order of Authentication::Method.
void SetMethod(const std::string& value, Connection& into) {
  into.authenticate.method = static_cast<Authentication::Method>(ReadChoice(
      value, {{"oauth2", ""}, {"basic", ""}, {"ntlm", ""}, {"negotiate", ""}}));
}

// In the order of Authentication::Flow.
void SetFlow(const std::string& value, Connection& into) {
  into.authenticate.flow = static_cast<Authentication::Flow>(
      ReadChoice(value, {{"authorization_code", ""},
                         {"device_code", ""},
                         {"client_credentials", ""},
                         {"certificate", ""},
                         {"federated", ""},
                         {"refresh_token", ""},
                         {"password", ""}}));
}

const Keys& AssertionKeys() {
  static const Keys keys = {
      {"from", Kind::kText,
       "where it comes from: github_actions, azure_pipelines or kubernetes",
       [](const std::string& value, Connection& into) {
         ReadChoice(value, {{"github_actions", ""},
                            {"azure_pipelines", ""},
                            {"kubernetes", ""}});
         into.authenticate.assertion.from = value;
       }},
      {"text", Kind::kSecret, "the assertion itself",
       [](const std::string& value, Connection& into) {
         into.authenticate.assertion.text = value;
       }},
      {"file", Kind::kPath, "a file that holds the assertion",
       [](const std::string& value, Connection& into) {
         into.authenticate.assertion.file = value;
       }},
      {"url", Kind::kText, "an endpoint that answers with JSON",
       [](const std::string& value, Connection& into) {
         into.authenticate.assertion.url = ReadUrl(value);
       }},
      {"method", Kind::kText, "how the url is asked: GET (the default) or POST",
       [](const std::string& value, Connection& into) {
         ReadChoice(value, {{"GET", ""}, {"POST", ""}});
         into.authenticate.assertion.method = value;
       }},
      {"bearer", Kind::kSecret, "what the url wants as Authorization: Bearer",
       [](const std::string& value, Connection& into) {
         into.authenticate.assertion.bearer = value;
       }},
      {"field", Kind::kText,
       "the member of the JSON that holds the assertion; default: value",
       [](const std::string& value, Connection& into) {
         into.authenticate.assertion.field = value;
       }},
  };
  return keys;
}

}  // namespace

const Keys& AuthenticateKeys() {
  static const Keys keys = {
      {"method", Kind::kText, "how to sign in", SetMethod},
      {"flow", Kind::kText, "how a token is got; default: what the fields say",
       SetFlow},
      {"tenant_id", Kind::kText, "the directory: a GUID or a domain name",
       [](const std::string& value, Connection& into) {
         into.authenticate.tenant_id = ReadTenant(value);
       }},
      {"client_id", Kind::kText, "the application's id",
       [](const std::string& value, Connection& into) {
         into.authenticate.client_id = value;
       }},
      {"client_secret", Kind::kSecret, "the application's secret",
       [](const std::string& value, Connection& into) {
         into.authenticate.client_secret = value;
       }},
      {"authority", Kind::kText, "where tokens are issued, a URL",
       [](const std::string& value, Connection& into) {
         into.authenticate.authority = ReadUrl(value);
       }},
      {"token_url", Kind::kText,
       "the whole token endpoint, for an authority with another path",
       [](const std::string& value, Connection& into) {
         into.authenticate.token_url = ReadUrl(value);
       }},
      {"scope", Kind::kText, "what the token is for",
       [](const std::string& value, Connection& into) {
         into.authenticate.scope = value;
       }},
      {"resource", Kind::kText,
       "what the token is for, where the authority goes by resources",
       [](const std::string& value, Connection& into) {
         into.authenticate.resource = value;
       }},
      {"redirect_url", Kind::kText,
       "where the browser brings the answer of a sign-in: a URL of this "
       "machine",
       [](const std::string& value, Connection& into) {
         into.authenticate.redirect_url = ReadRedirectUrl(value);
       }},
      {"prompt", Kind::kText,
       "what the sign-in page asks: login, consent, select_account or none",
       [](const std::string& value, Connection& into) {
         ReadChoice(value, {{"login", ""},
                            {"consent", ""},
                            {"select_account", ""},
                            {"none", ""}});
         into.authenticate.prompt = value;
       }},
      {"password", Kind::kSecret, "the password of user",
       [](const std::string& value, Connection& into) {
         into.authenticate.password = value;
       }},
      {"refresh_token", Kind::kSecret, "what a sign-in elsewhere gave",
       [](const std::string& value, Connection& into) {
         into.authenticate.refresh_token = value;
       }},
      {"certificate_file", Kind::kPath, "the application's certificate, PEM",
       [](const std::string& value, Connection& into) {
         into.authenticate.certificate_file = value;
       }},
      {"key_file", Kind::kPath,
       "the certificate's private key, PEM; default: in certificate_file",
       [](const std::string& value, Connection& into) {
         into.authenticate.key_file = value;
       }},
      {"key_passphrase", Kind::kSecret,
       "what the private key is encrypted with",
       [](const std::string& value, Connection& into) {
         into.authenticate.key_passphrase = value;
       }},
      {"assertion", Kind::kMap, "where another system's assertion comes from",
       nullptr, &AssertionKeys()},
  };
  return keys;
}

}  // namespace letterbox::config
