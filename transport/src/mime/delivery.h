// How a mail came, read from its parts.
#ifndef LETTERBOX_MIME_DELIVERY_H_
#define LETTERBOX_MIME_DELIVERY_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/delivery.h"
#include "mime/mime.h"

namespace letterbox {

Delivery ReadDelivery(const ParsedMail& mail, const ItemProperties& item);

/// The hop that a Received field tells of, its delay not set.
Hop ReadHop(std::string_view field);

/// A field Authentication-Results, which Exchange writes without the server's
/// name, or ARC-Authentication-Results.
struct AuthenticationResults {
  std::string server;  ///< empty where it is not named
  int instance = 0;    ///< of ARC, its "i="
  std::vector<Verdict> verdicts;
};
AuthenticationResults ReadAuthenticationResults(std::string_view field);

/// "pass" of "i=2; a=rsa-sha256; cv=pass; d=contoso.test": the value of a tag
/// in a list; empty where it is not there.
std::string TagOf(std::string_view field, std::string_view name);

/// The body of a part message/delivery-status.
std::vector<RecipientReport> ReadDeliveryStatus(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_DELIVERY_H_
