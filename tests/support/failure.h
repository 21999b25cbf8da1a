// The failure that a piece of code reports to GoogleTest.
#ifndef LETTERBOX_TESTS_SUPPORT_FAILURE_H_
#define LETTERBOX_TESTS_SUPPORT_FAILURE_H_

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {

struct ReportedFailure {
  int count = 0;  ///< how many were reported
  std::string file;
  int line = 0;
  std::string text;
  bool ends_test = false;  ///< it threw testing::AssertionException
};

/// Runs `code` and keeps its failures from the test that calls.
template <typename Code>
ReportedFailure FailureOf(Code code) {
  ReportedFailure failure;
  testing::TestPartResultArray results;
  {
    testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::
            INTERCEPT_ONLY_CURRENT_THREAD,
        &results);
    try {
      code();
    } catch (const testing::AssertionException&) {
      failure.ends_test = true;
    }
  }
  failure.count = results.size();
  if (failure.count > 0) {
    const testing::TestPartResult& result = results.GetTestPartResult(0);
    failure.file = result.file_name() == nullptr ? "" : result.file_name();
    failure.line = result.line_number();
    failure.text = result.message();
  }
  return failure;
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_FAILURE_H_
