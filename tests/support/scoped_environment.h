// Environment variables for the length of a test.
#ifndef LETTERBOX_TESTS_SUPPORT_SCOPED_ENVIRONMENT_H_
#define LETTERBOX_TESTS_SUPPORT_SCOPED_ENVIRONMENT_H_

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

/// Sets or unsets one variable, and puts back what was there. For tests with
/// one thread.
class ScopedEnvironment {
 public:
  /// No value: the variable is unset.
  ScopedEnvironment(std::string name, const std::optional<std::string>& value)
      : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) before_ = before;
    Put(value);
  }
  ~ScopedEnvironment() { Put(before_); }
  ScopedEnvironment(const ScopedEnvironment&) = delete;
  ScopedEnvironment& operator=(const ScopedEnvironment&) = delete;

 private:
  void Put(const std::optional<std::string>& value) {
    if (value)
      setenv(name_.c_str(), value->c_str(), 1);
    else
      unsetenv(name_.c_str());
  }

  const std::string name_;
  std::optional<std::string> before_;
};

#endif  // LETTERBOX_TESTS_SUPPORT_SCOPED_ENVIRONMENT_H_
