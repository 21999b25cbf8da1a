#include "auth/client_proof.h"

#include "auth/certificate_assertion.h"
#include "auth/federated_assertion.h"

namespace letterbox {
namespace {

using Flow = Authentication::Flow;

enum class Proof { kNone, kSecret, kCertificate, kFederated };

Proof ProofOf(const Connection& connection) {
  const Authentication& in = connection.authenticate;
  switch (FlowOf(connection)) {
    case Flow::kClientCredentials:
      return Proof::kSecret;
    case Flow::kCertificate:
      return Proof::kCertificate;
    case Flow::kFederated:
      return Proof::kFederated;
    default:
      break;
  }
  // Where a person signs in, the application may have a secret or not.
  if (!in.client_secret.empty()) return Proof::kSecret;
  if (!in.certificate_file.empty()) return Proof::kCertificate;
  return HasAssertion(in.assertion) ? Proof::kFederated : Proof::kNone;
}

// https://www.rfc-editor.org/rfc/rfc7523#section-2.2
Form AssertionFields(const std::string& assertion) {
  return {{"client_assertion_type",
           "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
          {"client_assertion", assertion}};
}

}  // namespace

Form ClientProof(const Connection& connection, const Endpoints& endpoints,
                 HttpTransport& transport, Clock& clock) {
  switch (ProofOf(connection)) {
    case Proof::kSecret:
      if (connection.authenticate.client_secret.empty()) break;
      return {{"client_secret", connection.authenticate.client_secret}};
    case Proof::kCertificate:
      return AssertionFields(
          SignAssertion(connection, endpoints, clock.Date()));
    case Proof::kFederated:
      return AssertionFields(FetchAssertion(connection, transport));
    case Proof::kNone:
      break;
  }
  return {};
}

}  // namespace letterbox
