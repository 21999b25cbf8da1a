// A mailbox on Exchange Web Services.
#ifndef LETTERBOX_EWS_EWS_MAILBOX_H_
#define LETTERBOX_EWS_EWS_MAILBOX_H_

#include <memory>

#include "ews/session.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// Asks the server for nothing yet. `pace` may be null. `clock` must outlive it
/// and its arrivals.
std::shared_ptr<Mailbox> NewEwsMailbox(
    Site site, std::unique_ptr<HttpTransport> transport,
    const NewTokens& new_tokens, Clock& clock,
    std::unique_ptr<SharedPace> pace = nullptr);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_EWS_MAILBOX_H_
