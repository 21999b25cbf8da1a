// Requests that nobody here wrote: Microsoft's own examples.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "exchange/ews_client.h"

namespace letterbox::exchange {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(EwsExamples, AreAllAnswered) {
  const char* folder = std::getenv("LETTERBOX_EWS_EXAMPLES");
  if (folder == nullptr) {
    GTEST_SKIP() << "left out: LETTERBOX_EWS_EXAMPLES is not set";
  }
  EwsClient client;
  client.store.Deliver("anna@contoso.test", SmallMail("one"));
  Caller caller;
  caller.user = "anna@contoso.test";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(folder) / "requests")) {
    SCOPED_TRACE(entry.path().filename().string());
    const Reply reply = client.AskWhole(ReadFile(entry.path()), caller);
    EXPECT_TRUE(reply.status == 200 || reply.status == 500);
    EXPECT_FALSE(reply.code().empty());
    // Each is valid by the schema, so that is never the fault.
    EXPECT_NE(reply.code(), "ErrorSchemaValidation") << reply.envelope;
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace letterbox::exchange
