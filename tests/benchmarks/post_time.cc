// What a small POST on a kept TLS connection costs on each transport: the two
// in turn, so that both see the same machine. Most of it is the server's.

#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <string>

#include "figures.h"
#include "http/http_transport.h"
#include "support/raw_server.h"
#include "support/test_certificates.h"

namespace letterbox {
namespace {

using std::chrono::steady_clock;

void SmallPost(benchmark::State& state) {
  const TestIdentity authority =
      TestIdentity::SelfSigned({"authority", "", -3600, 3600});
  RawServer server(AnswerAlways(HttpAnswer(200, std::string(1000, 'x'))),
                   RawServer::Tls{authority.Issue({}), 0});
  HttpOptions options;
  options.tls.ca_pem = authority.pem();
  const std::unique_ptr<HttpTransport> cpprest = NewCpprestTransport(options);
  const std::unique_ptr<HttpTransport> curl = NewCurlTransport(options);
  HttpRequest request;
  request.url = server.url();
  request.body = std::string(1000, 'x');
  const auto seconds = [&](HttpTransport& transport) {
    const auto begun = steady_clock::now();
    transport.Send(request);
    return std::chrono::duration<double>(steady_clock::now() - begun).count();
  };
  // The connections are made before.
  seconds(*cpprest);
  seconds(*curl);

  double with_cpprest = 0;
  double with_curl = 0;
  for (auto _ : state) {
    with_cpprest += seconds(*cpprest);
    with_curl += seconds(*curl);
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["cpprest_us"] = with_cpprest / runs * 1e6;
  state.counters["curl_us"] = with_curl / runs * 1e6;
  state.counters["curl_to_cpprest"] = with_curl / with_cpprest;
}
BENCHMARK(SmallPost)
    ->Iterations(BenchmarkRounds(2000))
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace letterbox
