#include "auth/flows.h"

#include <algorithm>
#include <iterator>

#include "auth/client_credentials.h"
#include "auth/password.h"
#include "auth/person.h"
#include "auth/refresh_token.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Flow = Authentication::Flow;

// One for each Authentication::Flow.
constexpr FlowEntry kFlows[] = {
    {Flow::kAuthorizationCode, false, true, false, StartWithPerson},
    {Flow::kDeviceCode, false, true, false, StartWithPerson},
    {Flow::kClientCredentials, true, false, true, StartClientCredentials},
    {Flow::kCertificate, true, false, true, StartClientCredentials},
    {Flow::kFederated, true, false, true, StartClientCredentials},
    {Flow::kRefreshToken, false, false, false, StartRefreshToken},
    {Flow::kPassword, false, false, true, StartPassword},
};

}  // namespace

std::string RemedyOf(const Connection& connection) {
  switch (FlowOf(connection)) {
    case Flow::kAuthorizationCode:
    case Flow::kDeviceCode:
      return "Authorise again: letterbox authorize " +
             Printable(connection.name) + ".";
    case Flow::kRefreshToken:
      return "Sign in elsewhere again, and put the new token under "
             "authenticate: refresh_token.";
    default:
      return "Check what is under authenticate, and try again.";
  }
}

const FlowEntry& FindFlow(const Connection& connection) {
  const Flow wanted = FlowOf(connection);
  return *std::find_if(
      std::begin(kFlows), std::end(kFlows),
      [&](const FlowEntry& entry) { return entry.flow == wanted; });
}

bool IsByPerson(const Connection& connection) {
  return connection.type == Connection::Type::kExchange &&
         connection.authenticate.method == Authentication::Method::kOAuth2 &&
         FindFlow(connection).by_person;
}

}  // namespace letterbox
