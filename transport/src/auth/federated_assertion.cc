#include "auth/federated_assertion.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string_view>

#include "ascii.h"
#include "auth/authority.h"
#include "auth/form.h"
#include "auth/json.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr auto kTimeout = std::chrono::seconds(30);
constexpr std::size_t kLargest = 65536;
// What an assertion must be meant for, by the cloud that takes it.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
struct Audience {
  std::string_view authority;
  std::string_view audience;
};
constexpr std::string_view kAudience = "api://AzureADTokenExchange";
constexpr Audience kOtherAudiences[] = {
    {"https://login.microsoftonline.us", "api://AzureADTokenExchangeUSGov"},
    {"https://login.partner.microsoftonline.cn",
     "api://AzureADTokenExchangeChina"},
};

std::string_view AudienceOf(const Connection& connection) {
  const std::string authority = AuthorityOf(connection);
  for (const Audience& other : kOtherAudiences) {
    if (other.authority == authority) return other.audience;
  }
  return kAudience;
}

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

[[noreturn]] void Misconfigured(const Connection& connection,
                                const std::string& why) {
  throw ConfigError("Connection " + Quoted(connection.name) +
                        ": authenticate: assertion: " + why,
                    "", 0, "authenticate.assertion");
}

[[noreturn]] void Fail(const Connection& connection, const std::string& why) {
  throw AuthError(
      "Connection " + Quoted(connection.name) +
          ": there is no assertion to show to the authority: " + why,
      connection.name, "");
}

// https://docs.github.com/actions/reference/security/oidc
Assertion OfGitHub(const Connection& connection) {
  Assertion assertion;
  assertion.url = Variable("ACTIONS_ID_TOKEN_REQUEST_URL") +
                  "&audience=" + FormEncode(AudienceOf(connection));
  assertion.bearer = Variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  return assertion;
}

// https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create
Assertion OfAzurePipelines(const Connection&) {
  Assertion assertion;
  assertion.method = "POST";
  assertion.url = Variable("SYSTEM_OIDCREQUESTURI") +
                  "?api-version=7.1&serviceConnectionId=" +
                  FormEncode(Variable("AZURESUBSCRIPTION_SERVICE_CONNECTION_"
                                      "ID"));
  assertion.bearer = Variable("SYSTEM_ACCESSTOKEN");
  assertion.field = "oidcToken";
  return assertion;
}

// https://azure.github.io/azure-workload-identity/docs/
Assertion OfKubernetes(const Connection&) {
  Assertion assertion;
  assertion.file = Variable("AZURE_FEDERATED_TOKEN_FILE");
  return assertion;
}

/// A system whose jobs find an assertion by variables.
struct System {
  const char* name;
  std::initializer_list<const char*> variables;
  const char* remedy;
  Assertion (*place)(const Connection& connection);
};

const System kSystems[] = {
    {"github_actions",
     {"ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"},
     "Give the job \"permissions: id-token: write\".",
     OfGitHub},
    {"azure_pipelines",
     {"SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN",
      "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"},
     "Run in a task with a service connection, such as AzureCLI@2, and map "
     "SYSTEM_ACCESSTOKEN: $(System.AccessToken) into its env.",
     OfAzurePipelines},
    {"kubernetes",
     {"AZURE_FEDERATED_TOKEN_FILE"},
     "Label the pod azure.workload.identity/use: \"true\", and give it a "
     "service account.",
     OfKubernetes},
};

Assertion PlaceOf(const Connection& connection) {
  const Assertion& given = connection.authenticate.assertion;
  if (given.from.empty()) return given;
  for (const System& system : kSystems) {
    if (given.from != system.name) continue;
    for (const char* variable : system.variables) {
      if (Variable(variable).empty())
        Misconfigured(connection, "from: " + given.from + ": the variable " +
                                      variable + " is not set. " +
                                      system.remedy);
    }
    return system.place(connection);
  }
  Misconfigured(connection, "from: " + Quoted(given.from) +
                                " is not known. Known are github_actions, "
                                "azure_pipelines and kubernetes.");
}

std::string FromFile(const Connection& connection, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLargest, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.empty())
    Fail(connection, "the file " + Quoted(path) +
                         " cannot be read, or is empty. Check authenticate: "
                         "assertion.");
  return std::string(Trim(text.substr(0, text.find_last_not_of("\r\n") + 1)));
}

std::string FromUrl(const Connection& connection, const Assertion& place,
                    HttpTransport& transport) {
  HttpRequest request;
  request.method = place.method;
  request.url = place.url;
  request.headers = {{"Accept", "application/json"}};
  if (place.method == "POST") {
    request.headers.push_back({"Content-Type", "application/json"});
    // Azure DevOps would send a page to sign in with.
    request.headers.push_back({"X-TFS-FedAuthRedirect", "Suppress"});
  }
  if (!place.bearer.empty())
    request.headers.push_back({"Authorization", "Bearer " + place.bearer});
  request.repeatable = true;
  request.timeout = kTimeout;
  const HttpResponse response = transport.Send(request);
  const std::string shown = ParseHttpUrl(place.url).shown;
  const auto answer = ParseObject(response.body);
  if (response.status != 200 || !answer.is_object())
    Fail(connection,
         shown + " answered " + std::to_string(response.status) +
             (answer.is_object() ? "." : " without JSON.") +
             " Check authenticate: assertion, and whether this job may ask.");
  return TextOf(answer, place.field.c_str());
}

/// Three parts of base64url. Anything else would be shown by an authority that
/// complains of it, and may be a secret put into the wrong place.
bool LooksSigned(const std::string& text) {
  const auto fits = [](char c) {
    return IsLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  };
  return text.size() < kLargest &&
         std::count(text.begin(), text.end(), '.') == 2 &&
         std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

bool HasAssertion(const Assertion& assertion) {
  return !assertion.from.empty() || !assertion.text.empty() ||
         !assertion.file.empty() || !assertion.url.empty();
}

std::string FetchAssertion(const Connection& connection,
                           HttpTransport& transport) {
  const Assertion& given = connection.authenticate.assertion;
  const int places = (given.from.empty() ? 0 : 1) +
                     (given.text.empty() ? 0 : 1) +
                     (given.file.empty() ? 0 : 1) + (given.url.empty() ? 0 : 1);
  if (places != 1)
    Misconfigured(connection,
                  "exactly one of from, text, file and url says where it comes "
                  "from; " +
                      std::to_string(places) + " do.");
  const Assertion place = PlaceOf(connection);
  const std::string assertion = !place.text.empty() ? place.text
                                : !place.file.empty()
                                    ? FromFile(connection, place.file)
                                    : FromUrl(connection, place, transport);
  if (!LooksSigned(assertion))
    Fail(connection,
         "what was found is no signed token (three parts with dots between). "
         "Check authenticate: assertion; of a url also field, the member that "
         "holds it.");
  return assertion;
}

}  // namespace letterbox
