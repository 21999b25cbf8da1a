// Getting the mails for ids that are new.
#ifndef LETTERBOX_EWS_MAIL_FETCH_H_
#define LETTERBOX_EWS_MAIL_FETCH_H_

#include <cstddef>
#include <exception>
#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "ews/shapes.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// What became of some ids.
struct FetchedMails {
  std::vector<Email> emails;
  /// Those that are not there any more, and what is no mail.
  std::size_t gone = 0;
  /// Those that cannot be read yet, and why: the last reason as a sentence.
  std::vector<ItemId> later;
  std::string why_later;
  /// Mails that are larger than any answer may be; the sentence says so.
  std::string too_large;
  /// What else the server said of one of `later`.
  std::exception_ptr refused;
};

/// Fetches as Fetch does. Where it throws, `fetched` holds what came until
/// then. `folder`: where they lie.
void FetchMails(EwsClient& client, Folder folder, std::vector<ItemId>& todo,
                FetchedMails& fetched, Clock::Deadline deadline);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_MAIL_FETCH_H_
