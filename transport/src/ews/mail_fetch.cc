#include "ews/mail_fetch.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "ews/fetch.h"
#include "ews/passing.h"
#include "ews/tracker.h"
#include "letterbox/transport/error.h"

namespace letterbox::ews {
namespace {

// No mail can be had for this id, however often it is asked for: it left the
// folder, or it is no mail.
constexpr std::string_view kGone[] = {
    "ErrorItemNotFound",
    "ErrorContentConversionFailed",
    "ErrorCorruptData",
    "ErrorInvalidPropertyRequest",
    "ErrorMimeContentConversionFailed",
    "ErrorUnsupportedMimeConversion",
};

bool IsGone(const std::string& code) {
  return std::find(std::begin(kGone), std::end(kGone), code) != std::end(kGone);
}

// Files one mail by its outcome.
void Take(const EwsClient& client, Folder folder, const ItemId& id,
          Outcome<GetItem::Result> outcome, FetchedMails& fetched) {
  const Status& status = outcome.status;
  if (status.ok() && !outcome.value.mime.empty()) {
    fetched.emails.push_back(
        ToEmail(std::move(outcome.value), FolderPath(folder).str()));
    return;
  }
  if (IsGone(status.code)) {
    ++fetched.gone;
    return;
  }
  fetched.later.push_back(id);
  if (status.ok()) {
    fetched.why_later =
        "A mail has come whose content the server does not give yet.";
    return;
  }
  const ServerError error =
      Refusal(client.site(), GetItem::kTraits.name, 200, status);
  fetched.why_later = error.what();
  if (!error.retry_after()) fetched.refused = std::make_exception_ptr(error);
}

}  // namespace

void FetchMails(EwsClient& client, Folder folder, std::vector<ItemId>& todo,
                FetchedMails& fetched, Clock::Deadline deadline) {
  const auto take = [&](const ItemId& id, Outcome<GetItem::Result> outcome) {
    Take(client, folder, id, std::move(outcome), fetched);
  };
  const auto too_large = [&](const ConnectionError& error) {
    fetched.too_large = error.what();
  };
  Fetch(client, todo, Until(deadline), {take, too_large});
}

}  // namespace letterbox::ews
