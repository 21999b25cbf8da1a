#include "ews/ews_mailbox.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ews/ews_arrivals.h"
#include "ews/fetch.h"
#include "ews/operations/create_item.h"
#include "ews/operations/delete_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/update_item.h"
#include "letterbox/transport/printable.h"
#include "mime/mime.h"

namespace letterbox::ews {
namespace {

// What "newest" means in a folder, in the order of Folder: a mail that was
// never delivered has no time of receipt.
constexpr std::array<const char*, 8> kNewestBy = {
    "item:DateTimeReceived", "item:DateTimeCreated",  "item:DateTimeSent",
    "item:DateTimeReceived", "item:DateTimeReceived", "item:DateTimeCreated",
    "item:DateTimeReceived", "item:DateTimeReceived"};

// Where the answer to a send was lost: how often to look for the mail, and how
// long the server may need to file it meanwhile.
constexpr int kLooks = 3;
constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr int kSentItemsToSearch = 100;

class EwsMailbox : public Mailbox {
 public:
  explicit EwsMailbox(std::shared_ptr<Session> session)
      : session_(std::move(session)), client_(session_->client()) {}
  ~EwsMailbox() override { session_->Close(); }

  const std::string& address() const override { return client_.site().mailbox; }
  void Check() override { client_.Call(GetFolder()); }
  std::string Send(const Draft& draft) override;
  Email SaveDraft(const Draft& draft) override;
  std::vector<Email> List(Folder folder, std::size_t most) override;
  void MarkRead(const Email& email, bool read) override;
  void Delete(const Email& email, Deletion deletion) override;
  std::unique_ptr<Arrivals> Watch(const std::vector<Folder>& folders,
                                  Clock::Deadline deadline) override;

 private:
  CreateItem MakeItem(const Draft& draft, const std::string& message_id) const;
  ItemId IdOf(const Email& email, std::string_view attempt) const;
  void SettleSend(const std::string& message_id, ConnectionError::Kind kind,
                  std::string_view error);
  bool IsInSentItems(const std::string& message_id);

  const std::shared_ptr<Session> session_;
  EwsClient& client_;
};

std::string EwsMailbox::Send(const Draft& draft) {
  const std::string message_id = NewMessageId(address());
  CreateItem request = MakeItem(draft, message_id);
  request.disposition = CreateItem::Disposition::kSendAndSaveCopy;
  request.folder = Folder::kSentItems;
  try {
    client_.Call(request);
  } catch (const ConnectionError& error) {
    if (!error.maybe_sent()) throw;
    SettleSend(message_id, error.kind(), error.what());
  } catch (const ProtocolError& error) {
    SettleSend(message_id, ConnectionError::Kind::kProtocol, error.what());
  } catch (const ServerError& error) {
    // A gateway speaks for itself, not for the server behind it.
    if (!error.response_code().empty() || error.http_status() < 500) throw;
    SettleSend(message_id, ConnectionError::Kind::kProtocol, error.what());
  }
  return message_id;
}

// The mail may have been sent or not, and must not be sent again. Returns where
// it is found among those that were.
void EwsMailbox::SettleSend(const std::string& message_id,
                            ConnectionError::Kind kind,
                            std::string_view error) {
  try {
    for (int look = 0; look < kLooks; ++look) {
      if (look > 0) {
        SleepUntil(session_->clock(), session_->clock().Now() + kBetweenLooks);
      }
      if (IsInSentItems(message_id)) return;
    }
  } catch (const Error&) {
    // The first error is the one to report.
  }
  throw ConnectionError(
      kind,
      "It is unknown whether the mail with Message-ID <" + message_id +
          "> was sent. It was not found in Sent Items of " +
          Printable(address()) +
          ", and was not sent again: look there, or at the recipient's, before "
          "you repeat it. What happened: " +
          std::string(error),
      client_.site().url, true);
}

bool EwsMailbox::IsInSentItems(const std::string& message_id) {
  FindItem request;
  request.folder = Folder::kSentItems;
  request.properties = {"message:InternetMessageId"};
  request.newest_by = "item:DateTimeSent";
  request.page = kSentItemsToSearch;
  const std::vector<FindItem::Item> items = client_.Call(request).items;
  return std::any_of(items.begin(), items.end(),
                     [&](const FindItem::Item& item) {
                       return item.message_id == message_id;
                     });
}

Email EwsMailbox::SaveDraft(const Draft& draft) {
  CreateItem request = MakeItem(draft, NewMessageId(address()));
  GetItem get;
  get.ids = {client_.Call(request).id};
  return ToEmail(client_.Call(get), FolderName(request.folder.known));
}

std::vector<Email> EwsMailbox::List(Folder folder, std::size_t most) {
  FindItem request;
  request.folder = folder;
  request.newest_by = kNewestBy.at(static_cast<std::size_t>(folder));
  const auto largest_page = static_cast<std::size_t>(request.page);
  std::vector<ItemId> ids;
  for (bool more = true; more && ids.size() < most;) {
    request.offset = static_cast<int>(ids.size());
    request.page = static_cast<int>(std::min(most - ids.size(), largest_page));
    const FindItem::Result page = client_.Call(request);
    for (const FindItem::Item& item : page.items) {
      if (ids.size() < most) ids.push_back(item.id);
    }
    more = !page.includes_last && !page.items.empty();
  }
  std::vector<Email> emails;
  for (std::size_t at = 0; at < ids.size(); at += kFetchBatch) {
    const std::size_t end = std::min(at + kFetchBatch, ids.size());
    const auto begin = ids.begin();
    auto outcomes = Fetch(client_, {begin + static_cast<std::ptrdiff_t>(at),
                                    begin + static_cast<std::ptrdiff_t>(end)});
    for (auto& outcome : outcomes) {
      if (outcome.status.code == "ErrorItemNotFound") continue;
      client_.Require(GetItem::kTraits, outcome.status);
      emails.push_back(ToEmail(std::move(outcome.value), FolderName(folder)));
    }
  }
  return emails;
}

void EwsMailbox::MarkRead(const Email& email, bool read) {
  UpdateItem request;
  request.id = IdOf(email, "MarkRead");
  request.is_read = read;
  client_.Call(request);
}

void EwsMailbox::Delete(const Email& email, Deletion deletion) {
  DeleteItem request;
  request.id = IdOf(email, "Delete");
  request.deletion = deletion;
  client_.Call(request);
}

std::unique_ptr<Arrivals> EwsMailbox::Watch(const std::vector<Folder>& folders,
                                            Clock::Deadline deadline) {
  return std::make_unique<EwsArrivals>(session_, folders, deadline);
}

CreateItem EwsMailbox::MakeItem(const Draft& draft,
                                const std::string& message_id) const {
  CreateItem request;
  request.bcc = draft.bcc;
  try {
    for (const EmailAddress& address : draft.bcc) {
      if (address.address.empty()) {
        throw std::invalid_argument("a Bcc recipient has no address");
      }
    }
    request.mime =
        WriteMime(draft, address(), message_id, session_->clock().Date());
  } catch (const std::invalid_argument& error) {
    throw Error("The draft with subject " + Quoted(draft.subject) +
                " cannot be a mail: " + Printable(error.what()) +
                ". Nothing was sent; correct the draft.");
  }
  return request;
}

ItemId EwsMailbox::IdOf(const Email& email, std::string_view attempt) const {
  if (email.item().id.empty()) {
    throw Error(std::string(attempt) + " on " + Printable(address()) +
                ": the mail with subject " + Quoted(email.subject()) +
                " does not come from a mailbox. Take one that List, SaveDraft "
                "or a subscription returned.");
  }
  return {email.item().id, email.item().change_key};
}

}  // namespace

std::shared_ptr<Mailbox> NewEwsMailbox(Site site,
                                       std::unique_ptr<HttpTransport> transport,
                                       const NewTokens& new_tokens,
                                       Clock& clock,
                                       std::unique_ptr<SharedPace> pace) {
  return std::make_shared<EwsMailbox>(
      std::make_shared<Session>(std::move(site), std::move(transport),
                                new_tokens, clock, std::move(pace)));
}

}  // namespace letterbox::ews
