// What a process pays for a token that another one has stored: connection in,
// Authorization header out.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "auth/token_source.h"
#include "letterbox/transport/clock.h"
#include "support/scripted_transport.h"

namespace letterbox {
namespace {

void StoredToken(benchmark::State& state) {
  std::string folder =
      (std::filesystem::temp_directory_path() / "letterbox_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    state.SkipWithError("no folder for the tokens");
    return;
  }
  Connection connection;
  connection.name = "customer";
  connection.host = "mail.contoso.test";
  connection.user = "qa@contoso.test";
  connection.authenticate.tenant_id = "contoso.test";
  connection.authenticate.client_id = "client";
  connection.authenticate.client_secret = "secret";
  connection.token_store = folder;
  ScriptedTransport transport;
  transport.Reply(200, R"({"token_type":"Bearer","expires_in":3600,)"
                       R"("access_token":")" +
                           std::string(2000, 't') + "\"}");
  NewTokenSource(connection, transport, SystemClock())->Authorization();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        NewTokenSource(connection, transport, SystemClock())->Authorization());
  }
  std::filesystem::remove_all(folder);
}
BENCHMARK(StoredToken)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace letterbox
