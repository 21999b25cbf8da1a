#include "auth/authorization_code.h"

#include "auth/redirect/redirect_listener.h"
#include "crypto/crypto.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

/// What ties the answer and the code to this sign-in: nobody can guess it.
struct Secrets {
  std::string state = EncodeBase64Url(RandomBytes(32));
  std::string nonce = EncodeBase64Url(RandomBytes(32));
  std::string verifier = EncodeBase64Url(RandomBytes(32));
};

bool AsksWhoItIs(const Wanted& wanted) {
  return (" " + wanted.scope + " ").find(" openid ") != std::string::npos;
}

std::string PageUrl(AuthorityClient& client, const std::string& redirect_url,
                    const Wanted& wanted, const Secrets& secrets) {
  const Endpoints& endpoints = client.endpoints();
  const Connection& connection = client.connection();
  if (endpoints.authorize.empty())
    FailSignIn(client,
               "the authority has no page to sign in. Check authenticate: "
               "authority and token_url, or use another flow.");
  Form fields = {{"client_id", connection.authenticate.client_id},
                 {"response_type", "code"},
                 {"redirect_uri", redirect_url},
                 {"state", secrets.state},
                 {"code_challenge", EncodeBase64Url(Sha256(secrets.verifier))},
                 {"code_challenge_method", "S256"}};
  for (auto& field : FieldsOf(wanted)) fields.push_back(field);
  // A query would put the code into the browser's history.
  if (endpoints.has_form_post)
    fields.emplace_back("response_mode", "form_post");
  if (AsksWhoItIs(wanted)) fields.emplace_back("nonce", secrets.nonce);
  if (!connection.user.empty())
    fields.emplace_back("login_hint", connection.user);
  if (!connection.authenticate.prompt.empty())
    fields.emplace_back("prompt", connection.authenticate.prompt);
  const std::string& page = endpoints.authorize;
  return page + (page.find('?') == page.npos ? '?' : '&') + WriteForm(fields);
}

/// An answer of another authority than the one that was asked: a mix-up.
void CheckIssuer(AuthorityClient& client, const RedirectAnswer& answer) {
  const Endpoints& endpoints = client.endpoints();
  bool is_right = answer.iss.empty() && !endpoints.names_issuer;
  if (!endpoints.issuer.empty()) {
    is_right = is_right || answer.iss == endpoints.issuer;
  } else if (!answer.iss.empty()) {
    try {
      is_right = ParseHttpUrl(answer.iss).origin ==
                 ParseHttpUrl(endpoints.authorize).origin;
    } catch (const Error&) {
      is_right = false;
    }
  }
  if (!is_right)
    FailSignIn(client, "the answer of the sign-in came from " +
                           Quoted(answer.iss) +
                           ", which is not the authority that was asked. "
                           "Nothing was stored.");
}

RedirectAnswer Await(AuthorityClient& client, RedirectListener& listener,
                     const std::string& state, Clock::Deadline deadline) {
  auto answer = listener.Await(state, deadline);
  if (!answer)
    FailSignIn(client, "no answer came to " + listener.url() +
                           " in time. If the browser showed an error such as "
                           "AADSTS50011, register that redirect URL for the "
                           "application.");
  CheckIssuer(client, *answer);
  if (answer->error.empty()) return *answer;
  FailSignIn(client,
             "the sign-in did not succeed: " + Printable(answer->error, 60) +
                 (answer->error_description.empty()
                      ? "."
                      : ": " + Quoted(answer->error_description, 500) + "."),
             answer->error);
}

}  // namespace

Token SignInByBrowser(AuthorityClient& client, const PersonPrompt& prompt) {
  const Wanted wanted = WantedOf(client.connection(), false);
  const Secrets secrets;
  RedirectListener listener(
      ParseRedirectUrl(client.connection().authenticate.redirect_url));
  prompt.open_page(PageUrl(client, listener.url(), wanted, secrets));
  const RedirectAnswer answer =
      Await(client, listener, secrets.state, prompt.deadline);
  const TokenAnswer token = client.AskToken(
      "authorization_code", {{"code", answer.code},
                             {"redirect_uri", listener.url()},
                             {"code_verifier", secrets.verifier}});
  return TokenOfPerson(client, token, wanted,
                       AsksWhoItIs(wanted) ? secrets.nonce : "");
}

}  // namespace letterbox
