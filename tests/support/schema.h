// Microsoft's schemas of Exchange Web Services, where a machine has them.
#ifndef LETTERBOX_TESTS_SUPPORT_SCHEMA_H_
#define LETTERBOX_TESTS_SUPPORT_SCHEMA_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace letterbox {

/// Whether LETTERBOX_EWS_SCHEMA names the folder of the schemas. Where it does
/// not, a test is left out: `GTEST_SKIP() << kNoSchema`.
bool HasSchema();
inline constexpr char kNoSchema[] = "left out: LETTERBOX_EWS_SCHEMA is not set";

/// Whether each is a whole SOAP envelope that the schemas allow. A failure
/// shows what the validator said and the first envelope that it refused.
testing::AssertionResult AreValidEnvelopes(
    const std::vector<std::string>& envelopes);

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_SCHEMA_H_
