// What the tests of the transport share.
#ifndef LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>

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

/// One of the transports, which all pass the same tests.
struct Implementation {
  const char* name;
  std::unique_ptr<HttpTransport> (*make)(const HttpOptions& options);
};

inline void PrintTo(const Implementation& implementation, std::ostream* out) {
  *out << implementation.name;
}

inline constexpr Implementation kCpprest{"Cpprest", NewCpprestTransport};
inline constexpr Implementation kCurl{"Curl", NewCurlTransport};

inline std::string NameOf(
    const testing::TestParamInfo<Implementation>& implementation) {
  return implementation.param.name;
}

/// A transport that trusts Authority().
inline std::unique_ptr<HttpTransport> NewTransportOf(
    const Implementation& implementation, HttpOptions options = {}) {
  options.tls.ca_pem = Authority().pem();
  // Whatever the environment of the tests says.
  if (options.proxy.url == "environment") options.proxy.url = "none";
  return implementation.make(options);
}

/// Tests that hold for each transport.
class OnEachTransport : public testing::TestWithParam<Implementation> {
 protected:
  static std::unique_ptr<HttpTransport> NewTransport(
      const HttpOptions& options = {}) {
    return NewTransportOf(GetParam(), options);
  }
};

#define INSTANTIATE_ON_EACH_TRANSPORT(suite) \
  INSTANTIATE_TEST_SUITE_P(All, suite, testing::Values(kCpprest, kCurl), NameOf)

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

/// Tests that hold for each transport, on plain connections and with TLS.
class BothWays
    : public testing::TestWithParam<std::tuple<Implementation, bool>> {
 protected:
  static std::unique_ptr<HttpTransport> NewTransport(
      const HttpOptions& options = {}) {
    return NewTransportOf(std::get<0>(GetParam()), options);
  }
  static std::optional<RawServer::Tls> Security() {
    if (!std::get<1>(GetParam())) return std::nullopt;
    return Trusted();
  }
};

inline std::string NameOfWay(
    const testing::TestParamInfo<BothWays::ParamType>& way) {
  return std::string(std::get<0>(way.param).name) +
         (std::get<1>(way.param) ? "WithTls" : "Plain");
}

#define INSTANTIATE_BOTH_WAYS(suite)                                       \
  INSTANTIATE_TEST_SUITE_P(                                                \
      All, suite,                                                          \
      testing::Combine(testing::Values(kCpprest, kCurl), testing::Bool()), \
      NameOfWay)

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_HTTP_HTTP_FIXTURE_H_
