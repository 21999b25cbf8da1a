#include "auth/person.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "ascii.h"
#include "auth/id_token.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

/// "EWS.AccessAsUser.All" of a scope that begins with a resource.
std::string LastSegment(const std::string& word) {
  return word.substr(word.rfind('/') + 1);
}

std::vector<std::string> WordsOf(const std::string& scope) {
  std::istringstream input(scope);
  std::vector<std::string> words;
  for (std::string word; input >> word;) words.push_back(word);
  return words;
}

/// Some authorities leave out what they do not know, and say so only here.
void CheckScope(AuthorityClient& client, const TokenAnswer& answer,
                const Wanted& wanted) {
  const std::vector<std::string> granted = WordsOf(answer.scope);
  if (granted.empty()) return;
  for (const std::string& word : WordsOf(wanted.scope)) {
    const std::string name = LastSegment(word);
    if (name.size() == word.size() || name == ".default") continue;
    const bool is_there =
        std::any_of(granted.begin(), granted.end(), [&](const auto& given) {
          return EqualsIgnoringCase(LastSegment(given), name);
        });
    if (!is_there)
      FailSignIn(client, "the authority granted " + Quoted(answer.scope) +
                             ", which lacks " + Quoted(word) +
                             ". Check authenticate: scope, and the permissions "
                             "of the application's registration.");
  }
}

std::vector<std::string> NamesOf(AuthorityClient& client,
                                 const std::string& id_token,
                                 const std::string& nonce) {
  if (id_token.empty()) return {};
  const Endpoints& endpoints = client.endpoints();
  try {
    return ReadIdToken(id_token, {endpoints.issuer, endpoints.token,
                                  client.connection().authenticate.client_id,
                                  nonce, client.clock().Date()});
  } catch (const Error& error) {
    FailSignIn(client,
               std::string("the authority's ID token is not accepted: ") +
                   error.what() + ". Nothing was stored.");
  }
}

}  // namespace

void FailSignIn(AuthorityClient& client, const std::string& text,
                const std::string& code) {
  const std::string& name = client.connection().name;
  throw AuthError("Connection " + Quoted(name) + ": " + text, name, code);
}

Token StartWithPerson(AuthorityClient& client) {
  const std::string& name = client.connection().name;
  throw NotSignedInError(
      "Connection " + Quoted(name) +
          ": nobody has signed in yet. Run `letterbox authorize " +
          Printable(name) +
          "` once in a terminal. Where nobody can, as in CI, use flow: "
          "client_credentials, certificate or federated.",
      name);
}

Token TokenOfPerson(AuthorityClient& client, const TokenAnswer& answer,
                    const Wanted& wanted, const std::string& nonce) {
  CheckScope(client, answer, wanted);
  const std::string& user = client.connection().user;
  const std::vector<std::string> names =
      NamesOf(client, answer.id_token, nonce);
  if (names.empty() && user.empty())
    FailSignIn(client,
               "the authority did not say who signed in. Write `user`. Nothing "
               "was stored.");
  const bool is_right =
      user.empty() || names.empty() ||
      std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return EqualsIgnoringCase(name, user);
      });
  if (!is_right)
    FailSignIn(client, Quoted(names.front()) + " signed in, but `user` is " +
                           Quoted(user) +
                           ". Sign in as that user (a private browser window "
                           "forgets the other), or change `user`. Nothing was "
                           "stored.");
  Token token = answer.token;
  token.user = names.empty() ? user : names.front();
  return token;
}

}  // namespace letterbox
