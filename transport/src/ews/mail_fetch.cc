#include "ews/mail_fetch.h"

#include <algorithm>
#include <iterator>
#include <optional>
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

// The outcomes of a batch; nothing where they are too large together.
std::optional<std::vector<Outcome<GetItem::Result>>> FetchBatch(
    EwsClient& client, const std::vector<ItemId>& batch,
    Clock::Deadline deadline, FetchedMails& fetched) {
  try {
    return Fetch(client, batch, Until(deadline));
  } catch (const ConnectionError& error) {
    if (error.kind() != ConnectionError::Kind::kTooLarge) throw;
    if (batch.size() == 1) fetched.too_large = error.what();
    return std::nullopt;
  }
}

}  // namespace

void FetchMails(EwsClient& client, Folder folder, std::vector<ItemId>& todo,
                FetchedMails& fetched, Clock::Deadline deadline) {
  std::size_t most = kFetchBatch;
  while (!todo.empty()) {
    const auto end =
        todo.begin() + static_cast<std::ptrdiff_t>(std::min(todo.size(), most));
    const std::vector<ItemId> batch(todo.begin(), end);
    auto outcomes = FetchBatch(client, batch, deadline, fetched);
    if (!outcomes && batch.size() > 1) {
      most = batch.size() / 2;
      continue;
    }
    todo.erase(todo.begin(), end);
    if (!outcomes) continue;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      Take(client, folder, batch[i], std::move((*outcomes)[i]), fetched);
    }
  }
}

}  // namespace letterbox::ews
