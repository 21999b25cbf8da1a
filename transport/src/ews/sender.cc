#include "ews/sender.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <string_view>

#include "ews/operations/create_item.h"
#include "ews/operations/delete_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/resolve_names.h"
#include "ews/operations/send_item.h"
#include "letterbox/transport/printable.h"

namespace letterbox::ews {
namespace {

constexpr int kAttempts = 4;
constexpr std::chrono::milliseconds kBetween{500};

constexpr std::string_view kRecipientCodes[] = {
    "ErrorInvalidRecipients", "ErrorInvalidSmtpAddress",
    "ErrorMissingInformationEmailAddress", "ErrorNoRecipients"};

// The server failed on the way, and what it had done by then is not known.
constexpr std::string_view kHalfWay[] = {
    "ErrorConnectionFailed", "ErrorInternalServerError",
    "ErrorInternalServerTransientError", "ErrorMailboxStoreUnavailable",
    "ErrorTimeoutExpired"};

template <std::size_t kCount>
bool IsOneOf(const std::string& code, const std::string_view (&codes)[kCount]) {
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

// What happened where no answer of the server came, though the request may
// have reached it.
struct Loss {
  ConnectionError::Kind kind;
  std::string text;
  bool maybe_seen;
};

// Asking again does not help, and tries a password until it is locked.
bool IsLasting(ConnectionError::Kind kind) {
  using Kind = ConnectionError::Kind;
  return kind == Kind::kResolve || kind == Kind::kTls || kind == Kind::kProxy;
}

// Runs `request`; returns the loss of its answer. Throws what is no loss, but
// never that nothing was sent where an earlier request was `maybe_seen`.
template <typename Request>
std::optional<Loss> LossOf(const Request& request, bool maybe_seen = false) {
  using Kind = ConnectionError::Kind;
  try {
    request();
    return std::nullopt;
  } catch (const ConnectionError& error) {
    // The mailbox was closed, or there is no way to the server.
    if (error.kind() == Kind::kCancelled ||
        (!error.maybe_sent() && !maybe_seen && IsLasting(error.kind()))) {
      throw;
    }
    return Loss{error.kind(), error.what(), error.maybe_sent()};
  } catch (const ProtocolError& error) {
    return Loss{Kind::kProtocol, error.what(), true};
  } catch (const ServerError& error) {
    // A gateway speaks for itself, not for the server behind it.
    const bool is_gateway =
        error.response_code().empty() && error.http_status() >= 500;
    if (!is_gateway && !IsOneOf(error.response_code(), kHalfWay)) throw;
    return Loss{Kind::kProtocol, error.what(), true};
  }
}

std::string Named(const std::string& message_id) {
  return "the mail with Message-ID <" + Printable(message_id) + ">";
}

}  // namespace

void Sender::Send(const Outgoing& mail) {
  int attempts = 0;
  const ItemId draft = SaveSurely(mail, attempts);
  try {
    Submit(draft, mail);
  } catch (const ServerError&) {
    DiscardDrafts(mail.message_id);
    throw;
  }
  // A draft whose answer got lost lies there still, and is not to be sent.
  if (attempts > 1) DiscardDrafts(mail.message_id);
}

void Sender::SendSaved(const ItemId& draft, const Outgoing& mail) {
  Submit(draft, mail);
}

ItemId Sender::Save(const Outgoing& mail) {
  int attempts = 0;
  return SaveSurely(mail, attempts);
}

ItemId Sender::SaveSurely(const Outgoing& mail, int& attempts) {
  CreateItem request;
  request.mime = mail.mime;
  request.bcc = mail.bcc;
  request.categories = mail.categories;
  std::optional<Loss> loss;
  while (attempts < kAttempts) {
    if (attempts++ > 0) SleepUntil(clock_, clock_.Now() + kBetween);
    try {
      ItemId id;
      loss = LossOf([&] {
        if (loss && loss->maybe_seen) {
          const auto saved = FindAll(Folder::kDrafts, mail.message_id);
          if (!saved.empty()) {
            id = saved.front();
            return;
          }
        }
        id = client_.Call(request).id;
      });
      if (!loss) return id;
    } catch (const ServerError& error) {
      throw WithRecipients(error, mail.recipients);
    }
  }
  throw ConnectionError(loss->kind,
                        "It was not sent: " + Named(mail.message_id) +
                            " could not be saved in Drafts of " +
                            Printable(client_.site().mailbox) +
                            ". What happened: " + loss->text,
                        client_.site().url, false);
}

void Sender::Submit(const ItemId& draft, const Outgoing& mail) {
  SendItem request;
  request.id = draft;
  std::optional<Loss> loss;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) SleepUntil(clock_, clock_.Now() + kBetween);
    const bool maybe_seen = loss && loss->maybe_seen;
    try {
      const std::optional<Loss> last = LossOf(
          [&] {
            if (maybe_seen && WasSent(mail.message_id)) return;
            client_.Call(request);
          },
          maybe_seen);
      if (!last) return;
      loss = last;
      // What may have been seen stays so.
      loss->maybe_seen |= maybe_seen;
    } catch (const ServerError& error) {
      // It left Drafts by the request whose answer got lost.
      if (maybe_seen && error.response_code() == "ErrorItemNotFound") return;
      throw WithRecipients(error, mail.recipients);
    }
  }
  throw ConnectionError(
      loss->kind,
      (loss->maybe_seen
           ? "It is unknown whether " + Named(mail.message_id) +
                 " was sent, and it was not sent again: look in Sent Items and "
                 "in Drafts of " +
                 Printable(client_.site().mailbox) + " before you repeat it"
           : "It was not sent: " + Named(mail.message_id) +
                 " lies in Drafts of " + Printable(client_.site().mailbox)) +
          ". What happened: " + loss->text,
      client_.site().url, loss->maybe_seen);
}

// A mail on its way is in the Outbox, for as long as Exchange delays it.
bool Sender::WasSent(const std::string& message_id) {
  try {
    return !FindAll(Folder::kSentItems, message_id).empty() ||
           !FindAll(Folder::kOutbox, message_id).empty();
  } catch (const ServerError&) {
    return false;  // not to be seen here; sending the same draft again is safe
  }
}

std::vector<ItemId> Sender::FindAll(Folder folder,
                                    const std::string& message_id) {
  if (message_id.empty()) return {};
  FindItem request;
  request.folder = folder;
  request.query.message_id = message_id;
  request.properties = {"message:InternetMessageId"};
  std::vector<ItemId> ids;
  for (const FindItem::Item& item : client_.Call(request).items) {
    if (item.message_id == message_id) ids.push_back(item.id);
  }
  return ids;
}

// A remainder harms nobody, so that a failure here is no failure of the send.
void Sender::DiscardDrafts(const std::string& message_id) {
  try {
    for (const ItemId& id : FindAll(Folder::kDrafts, message_id)) {
      DeleteItem request;
      request.id = id;
      request.deletion = Deletion::kHard;
      client_.Call(request);
    }
  } catch (const Error&) {
  }
}

// The server does not say whom it refuses, so the directory is asked for each.
ServerError Sender::WithRecipients(
    const ServerError& error, const std::vector<EmailAddress>& recipients) {
  if (!IsOneOf(error.response_code(), kRecipientCodes)) return error;
  std::string unknown;
  std::string all;
  for (const EmailAddress& recipient : recipients) {
    const std::string shown = Quoted(recipient.address);
    all += (all.empty() ? "" : ", ") + shown;
    ResolveNames request;
    request.name = recipient.address;
    try {
      const auto outcomes = client_.CallEach(request);
      if (outcomes.front().status.code == "ErrorNameResolutionNoResults") {
        unknown += (unknown.empty() ? "" : ", ") + shown;
      }
    } catch (const Error&) {
      // The refusal is what is to be told.
    }
  }
  const std::string who =
      unknown.empty() ? " The recipients are: " + all + "."
                      : " The directory does not know: " + unknown + ".";
  return ServerError(error.what() + who, error.operation(), error.http_status(),
                     error.response_code());
}

}  // namespace letterbox::ews
