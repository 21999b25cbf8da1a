#include "auth/flows.h"

#include "auth/client_credentials.h"
#include "auth/person.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using Flow = Authentication::Flow;

constexpr FlowEntry kFlows[] = {
    {Flow::kAuthorizationCode, false, true, StartWithPerson},
    {Flow::kDeviceCode, false, true, StartWithPerson},
    {Flow::kClientCredentials, true, false, StartClientCredentials},
};

}  // namespace

const FlowEntry& FindFlow(const Connection& connection) {
  const Flow wanted = FlowOf(connection);
  for (const FlowEntry& entry : kFlows) {
    if (entry.flow == wanted) return entry;
  }
  throw ConfigError("Connection " + Quoted(connection.name) +
                        ": authenticate: flow: " + FlowName(wanted) +
                        " is planned and not available yet; use flow: "
                        "client_credentials.",
                    "", 0, "authenticate.flow");
}

bool IsByPerson(const Connection& connection) {
  return connection.type == Connection::Type::kExchange &&
         connection.authenticate.method == Authentication::Method::kOAuth2 &&
         FindFlow(connection).by_person;
}

}  // namespace letterbox
