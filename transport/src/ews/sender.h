// Sending once.
#ifndef LETTERBOX_EWS_SENDER_H_
#define LETTERBOX_EWS_SENDER_H_

#include <string>
#include <vector>

#include "ews/ews_client.h"
#include "ews/outgoing.h"
#include "ews/shapes.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"

namespace letterbox::ews {

/// Sends in two steps, so that an answer that got lost never makes a second
/// mail: the mail is saved in Drafts, which may happen twice without harm, and
/// that draft is sent, which the server does once, since the draft leaves its
/// folder by it. Thread-safe.
class Sender {
 public:
  /// Both must outlive it.
  Sender(EwsClient& client, Clock& clock) : client_(client), clock_(clock) {}

  /// Throws a ServerError that names the recipients where the server refuses
  /// them, and a ConnectionError that says whether the mail was sent where the
  /// server could not be asked.
  void Send(const Outgoing& mail);

  /// Sends a draft that is saved already, with its newest change key.
  void SendSaved(const ItemId& draft, const Outgoing& mail);

  /// Saves in Drafts.
  ItemId Save(const Outgoing& mail);

 private:
  ItemId SaveSurely(const Outgoing& mail, int& attempts);
  void Submit(const ItemId& draft, const Outgoing& mail);
  bool WasSent(const std::string& message_id);
  std::vector<ItemId> FindAll(Folder folder, const std::string& message_id);
  void DiscardDrafts(const std::string& message_id);
  ServerError WithRecipients(const ServerError& error,
                             const std::vector<EmailAddress>& recipients);

  EwsClient& client_;
  Clock& clock_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SENDER_H_
