// What the tests of the transport share.
#ifndef LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "http/http_transport.h"
#include "support/raw_server.h"
#include "support/test_certificates.h"

namespace letterbox {

using Kind = ConnectionError::Kind;

/// The authority that signs the servers of these tests.
inline const TestIdentity& Authority() {
  static const TestIdentity* const authority = new TestIdentity(
      TestIdentity::SelfSigned({"authority under test", "", -3600, 3600}));
  return *authority;
}

inline RawServer::Tls Trusted() { return {Authority().Issue({}), 0}; }

/// A transport that trusts Authority().
inline std::unique_ptr<HttpTransport> NewTransport(HttpOptions options = {}) {
  options.tls.ca_pem = Authority().pem();
  return NewCpprestTransport(options);
}

inline HttpRequest Post(const std::string& url, std::string body = "body") {
  HttpRequest request;
  request.url = url;
  request.body = std::move(body);
  request.timeout = std::chrono::seconds(20);
  return request;
}

/// The ConnectionError that `call` throws; fails where it throws none.
template <typename Call>
ConnectionError ErrorOf(const Call& call) {
  try {
    call();
  } catch (const ConnectionError& error) {
    return error;
  }
  ADD_FAILURE() << "no ConnectionError";
  return ConnectionError(Kind::kCancelled, "none", "", false);
}

/// Tests that hold for plain connections and for TLS.
class BothWays : public testing::TestWithParam<bool> {
 protected:
  static std::optional<RawServer::Tls> Security() {
    if (!GetParam()) return std::nullopt;
    return Trusted();
  }
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_
