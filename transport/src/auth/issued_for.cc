#include "auth/issued_for.h"

#include "auth/authority.h"
#include "auth/flows.h"

namespace letterbox {

IssuedFor IssuedForOf(const Connection& connection) {
  const Authentication& in = connection.authenticate;
  const FlowEntry& flow = FindFlow(connection);
  const Wanted wanted = WantedOf(connection, flow.app_only);
  return {FlowName(flow.flow),
          in.token_url.empty() ? AuthorityOf(connection) : in.token_url,
          in.tenant_id,
          in.client_id,
          flow.app_only ? "" : connection.user,
          in.redirect_url,
          wanted.scope,
          wanted.resource};
}

const IssuedForField* FirstDifference(const IssuedFor& a, const IssuedFor& b) {
  for (const IssuedForField& field : kIssuedForFields) {
    if (a.*field.value != b.*field.value) return &field;
  }
  return nullptr;
}

}  // namespace letterbox
