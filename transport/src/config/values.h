// What stands in the connection file, made into values. Each function throws
// BadValue where the text is not one.
#ifndef LETTERBOX_CONFIG_VALUES_H_
#define LETTERBOX_CONFIG_VALUES_H_

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace letterbox::config {

class BadValue : public std::runtime_error {
 public:
  /// `predicate` continues a sentence that begins with the value: "is not a
  /// port". `quotable` is false where a secret may stand in the value.
  explicit BadValue(const std::string& predicate, bool quotable = true)
      : std::runtime_error(predicate), quotable_(quotable) {}

  bool quotable() const { return quotable_; }

 private:
  bool quotable_;
};

/// Thrown by ReadChoice.
class UnknownChoice : public BadValue {
 public:
  UnknownChoice(const std::string& value, std::vector<std::string> known);

  /// The words that can be chosen.
  const std::vector<std::string>& known() const { return known_; }

 private:
  std::vector<std::string> known_;
};

/// One of several words.
struct Choice {
  const char* name;
  /// Empty where it can be chosen; else what is said to who chooses it.
  const char* refusal;
};

/// The position in `choices`.
std::size_t ReadChoice(const std::string& value,
                       const std::vector<Choice>& choices);

/// "true" or "false".
bool ReadFlag(const std::string& value);

/// "500ms", "30s" or "2min".
std::chrono::milliseconds ReadDuration(const std::string& value);

/// 1 to 65535.
int ReadPort(const std::string& value);

/// Returned as it stands, like the following ones.
std::string ReadAddress(const std::string& value);
std::string ReadUrl(const std::string& value);

/// A proxy's URL without a user, "none" or "environment".
std::string ReadProxyUrl(const std::string& value);

/// 64 hexadecimal digits, which may be parted by colons.
std::string ReadFingerprint(const std::string& value);

/// http, and a host name of this machine.
std::string ReadRedirectUrl(const std::string& value);

/// A host name, or for Exchange a whole URL or "autodiscover".
std::string ReadHostName(const std::string& value);
std::string ReadExchangeHost(const std::string& value);

/// A GUID or a domain name: it becomes a part of URLs.
std::string ReadTenant(const std::string& value);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_VALUES_H_
