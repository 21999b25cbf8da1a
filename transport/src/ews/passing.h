// Which refusals pass, so that asking again helps.
#ifndef LETTERBOX_EWS_PASSING_H_
#define LETTERBOX_EWS_PASSING_H_

#include <string_view>

#include "letterbox/transport/error.h"

namespace letterbox::ews {

enum class Passing {
  kNever,
  kSoon,  ///< a trouble of the server's own
  kBusy,  ///< the server throttles: it wants to be left alone by all
};

/// By the server's word, or by the status of an answer without SOAP.
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
Passing PassingOf(std::string_view response_code);
Passing PassingOf(int http_status);

bool IsBusy(const ServerError& error);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_PASSING_H_
