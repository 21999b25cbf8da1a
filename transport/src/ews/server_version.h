// Which version of Exchange a request is written for.
#ifndef LETTERBOX_EWS_SERVER_VERSION_H_
#define LETTERBOX_EWS_SERVER_VERSION_H_

#include <mutex>
#include <string>
#include <string_view>

namespace letterbox::ews {

/// The earliest that has all that Letterbox asks for, as Microsoft advises.
/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion
inline constexpr std::string_view kEarliestVersion = "Exchange2010_SP1";

/// Those that can be asked for, the highest first; literals, so that each
/// data() ends in a NUL.
inline constexpr std::string_view kServerVersions[] = {
    "Exchange2016", "Exchange2015",     "Exchange2013_SP1",
    "Exchange2013", "Exchange2010_SP2", kEarliestVersion};

/// The version that a mailbox's requests name, and the ones below it for a
/// server that does not know it. Thread-safe.
class ServerVersion {
 public:
  /// `wanted`: one of kServerVersions; empty: the earliest.
  explicit ServerVersion(std::string_view wanted = "");

  std::string get() const;

  /// After the server refused `refused`: takes the next lower one, unless
  /// another thread did. False where there is none.
  bool Lower(std::string_view refused);

 private:
  mutable std::mutex mutex_;
  std::string version_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SERVER_VERSION_H_
