// A line on libcurl: one connection, on which signing in can be bound to the
// connection.
#ifndef LETTERBOX_HTTP_CURL_LINE_H_
#define LETTERBOX_HTTP_CURL_LINE_H_

#include <memory>
#include <optional>

#include "http/line.h"
#include "http/tls_rules.h"

namespace letterbox {

// libcurl's headers stay out of here: they do not compile after cpprestsdk's.
std::unique_ptr<Line> NewCurlLine(std::shared_ptr<const TlsRules> rules,
                                  Route route, std::optional<HttpLogin> login);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_LINE_H_
