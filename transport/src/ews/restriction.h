// A Query as a search filter.
// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-use-search-filters-with-ews-in-exchange
#ifndef LETTERBOX_EWS_RESTRICTION_H_
#define LETTERBOX_EWS_RESTRICTION_H_

#include "ews/request_writer.h"
#include "letterbox/transport/query.h"

namespace letterbox::ews {

/// m:Restriction; nothing where the server cannot be asked for less than all.
void WriteRestriction(RequestWriter& out, const Query& query);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_RESTRICTION_H_
