#include "requirements.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "letterbox/transport/connection.h"

namespace letterbox {
namespace {

using Flow = Authentication::Flow;
using Method = Authentication::Method;
using Requirements = std::vector<Requirement>;

// In the order of Authentication::Flow. `fields` are all that the flow needs
// besides what every flow needs.
struct FlowEntry {
  const char* name;
  /// The field that means this flow where none is said; empty for none.
  const char* implied_by;
  Requirements fields;
};

const std::vector<FlowEntry>& Flows() {
  // Where nobody is known to sign in, the mailbox must be told. It is the user
  // by default, hence either will do.
  static const Requirement kMailbox = {"mailbox", "user"};
  static const std::vector<FlowEntry> kFlows = {
      {"authorization_code",
       "authenticate.redirect_url",
       {{"authenticate.redirect_url"}}},
      {"device_code", "", {}},
      {"client_credentials", "", {kMailbox, {"authenticate.client_secret"}}},
      {"certificate",
       "authenticate.certificate_file",
       {kMailbox, {"authenticate.certificate_file"}}},
      {"federated",
       "authenticate.assertion",
       {kMailbox,
        {"authenticate.assertion.from", "authenticate.assertion.text",
         "authenticate.assertion.file", "authenticate.assertion.url"}}},
      {"refresh_token",
       "authenticate.refresh_token",
       {kMailbox, {"authenticate.refresh_token"}}},
      {"password",
       "authenticate.password",
       {{"user"}, {"authenticate.password"}}},
  };
  return kFlows;
}

// In the order of Authentication::Method.
struct MethodEntry {
  const char* name;
  Requirements fields;
};

const std::vector<MethodEntry>& Methods() {
  static const std::vector<MethodEntry> kMethods = {
      {"oauth2",
       {{"authenticate.tenant_id", "authenticate.token_url",
         "authenticate.authority"},
        {"authenticate.client_id"}}},
      {"basic", {{"user"}, {"authenticate.password"}}},
      {"ntlm", {{"user"}, {"authenticate.password"}}},
      // Who signs in is known to Kerberos.
      {"negotiate", {{"mailbox", "user"}}},
  };
  return kMethods;
}

// Needed whatever the method.
const Requirements& Always() {
  static const Requirements kAlways = {{"host"}, {"authenticate.method"}};
  return kAlways;
}

// Keys that go together: with the first, the second is needed.
constexpr std::pair<const char*, const char*> kTogether[] = {
    {"hand_in", "hand_in.host"},
    {"hand_in.password", "hand_in.user"},
    {"hand_in.user", "hand_in.password"},
};

template <typename Entry, typename Value>
const Entry& At(const std::vector<Entry>& table, Value value) {
  return table.at(static_cast<std::size_t>(value));
}

}  // namespace

Flow FlowOf(std::optional<Flow> said, const IsGiven& is_given) {
  if (said) return *said;
  for (const FlowEntry& flow : Flows()) {
    if (*flow.implied_by != '\0' && is_given(flow.implied_by))
      return static_cast<Flow>(&flow - Flows().data());
  }
  return Flow::kClientCredentials;
}

std::vector<Requirement> Missing(Method method, Flow flow,
                                 const IsGiven& is_given) {
  Requirements missing;
  const auto want = [&](const Requirement& wanted) {
    if (!std::any_of(wanted.begin(), wanted.end(), is_given))
      missing.push_back(wanted);
  };
  for (const Requirement& wanted : Always()) want(wanted);
  for (const Requirement& wanted : At(Methods(), method).fields) want(wanted);
  if (method == Method::kOAuth2)
    for (const Requirement& wanted : At(Flows(), flow).fields) want(wanted);
  for (const auto& [given, wanted] : kTogether)
    if (is_given(given)) want({wanted});
  return missing;
}

std::string MethodName(Method method) { return At(Methods(), method).name; }

std::string FlowName(Flow flow) { return At(Flows(), flow).name; }

}  // namespace letterbox
