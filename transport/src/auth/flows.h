// The ways to a token: one table. A new flow is a file and a line.
#ifndef LETTERBOX_AUTH_FLOWS_H_
#define LETTERBOX_AUTH_FLOWS_H_

#include <string>

#include "auth/authority_client.h"
#include "auth/token.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

struct FlowEntry {
  Authentication::Flow flow;
  /// Whether the token stands for the application rather than for a person.
  bool app_only;
  /// Whether a person must act, with letterbox authorize, before there is a
  /// first token.
  bool by_person;
  /// Whether a first token can be had at any time. Where not, changed settings
  /// are an error rather than a reason to ask again.
  bool starts_alone;
  /// The first token; those after it come with its refresh token where it has
  /// one. Where a person must act, this throws NotSignedInError with what to
  /// do: tests never prompt.
  Token (*start)(AuthorityClient& client);
};

/// A sentence: how `connection` gets in anew where its saved authorisation is
/// good for nothing.
std::string RemedyOf(const Connection& connection);

/// The entry of FlowOf(connection).
const FlowEntry& FindFlow(const Connection& connection);

/// Whether a person must act before there is a first token.
bool IsByPerson(const Connection& connection);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_FLOWS_H_
