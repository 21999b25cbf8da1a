#include "letterbox/transport/error.h"

#include <utility>

#include "letterbox/transport/printable.h"

namespace letterbox {

Error::Error(const std::string& text)
    : std::runtime_error(WithoutMarkers(text)) {}

ConfigError::ConfigError(const std::string& text, std::string file, int line,
                         std::string key)
    : Error(text), file_(std::move(file)), line_(line), key_(std::move(key)) {}

ConnectionError::ConnectionError(Kind kind, const std::string& text,
                                 std::string url, bool maybe_sent)
    : Error(text), kind_(kind), url_(std::move(url)), maybe_sent_(maybe_sent) {}

AuthError::AuthError(const std::string& text, std::string connection,
                     std::string code)
    : Error(text), connection_(std::move(connection)), code_(std::move(code)) {}

NotSignedInError::NotSignedInError(const std::string& text,
                                   std::string connection)
    : AuthError(text, std::move(connection), "") {}

ServerError::ServerError(const std::string& text, std::string operation,
                         int http_status, std::string response_code,
                         std::optional<std::chrono::milliseconds> retry_after)
    : Error(text),
      operation_(std::move(operation)),
      http_status_(http_status),
      response_code_(std::move(response_code)),
      retry_after_(retry_after) {}

ProtocolError::ProtocolError(const std::string& text, std::string operation,
                             std::string excerpt)
    : Error(text),
      operation_(std::move(operation)),
      excerpt_(std::move(excerpt)) {}

}  // namespace letterbox
