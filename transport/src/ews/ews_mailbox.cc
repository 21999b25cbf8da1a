#include "ews/ews_mailbox.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ews/ews_arrivals.h"
#include "ews/fetch.h"
#include "ews/folder_paths.h"
#include "ews/operations/copy_item.h"
#include "ews/operations/create_attachment.h"
#include "ews/operations/delete_attachment.h"
#include "ews/operations/delete_folder.h"
#include "ews/operations/delete_item.h"
#include "ews/operations/empty_folder.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/move_item.h"
#include "ews/operations/resolve_names.h"
#include "ews/operations/update_item.h"
#include "ews/outgoing.h"
#include "ews/search.h"
#include "ews/sender.h"
#include "letterbox/transport/printable.h"
#include "mime/reply.h"

namespace letterbox::ews {
namespace {

class EwsMailbox : public Mailbox {
 public:
  explicit EwsMailbox(std::shared_ptr<Session> session)
      : session_(std::move(session)),
        client_(session_->client()),
        sender_(client_, session_->clock()),
        folders_(client_) {}
  ~EwsMailbox() override { session_->Close(); }

  const std::string& address() const override { return client_.site().mailbox; }
  void Check() override { client_.Call(GetFolder()); }

  std::string Send(const Draft& draft) override;
  std::string SendMime(const std::string& mime) override;
  std::string SendSaved(const Email& draft) override;
  std::string Reply(const Email& mail, const Draft& draft) override;
  std::string ReplyAll(const Email& mail, const Draft& draft) override;
  std::string Forward(const Email& mail, const Draft& draft) override;
  Email SaveDraft(const Draft& draft) override;
  Email Attach(const Email& draft, const Attachment& file) override;
  Email Detach(const Email& draft, const std::string& name) override;

  std::vector<Email> List(const FolderPath& folder, std::size_t most) override;
  std::vector<Email> Find(const Query& query) override;
  Email Read(const Email& email) override;
  void MarkRead(const Email& email, bool read) override;
  void SetFlag(const Email& email, Flag flag) override;
  void SetCategories(const Email& email,
                     const std::vector<std::string>& categories) override;
  Email Move(const Email& email, const FolderPath& to) override;
  Email Copy(const Email& email, const FolderPath& to) override;
  void Delete(const Email& email, Deletion deletion) override;

  std::vector<FolderInfo> ListFolders(const FolderPath& parent) override;
  void CreateFolder(const FolderPath& folder) override;
  void DeleteFolder(const FolderPath& folder) override;
  void EmptyFolder(const FolderPath& folder) override;

  std::vector<EmailAddress> Resolve(const std::string& name) override;
  std::unique_ptr<Arrivals> Watch(const std::vector<Folder>& folders,
                                  Clock::Deadline deadline) override;

 private:
  std::string Answer(const Email& mail, const Draft& draft, ReplyKind kind);
  std::string SendAll(const Outgoing& mail);
  Email ReadById(const ItemId& id, const std::string& folder);
  Email WhereItWent(const Email& email, const ItemId& id, const FolderPath& to,
                    const FolderId& folder);
  ItemId IdOf(const Email& email, std::string_view attempt) const;

  const std::shared_ptr<Session> session_;
  EwsClient& client_;
  Sender sender_;
  FolderPaths folders_;
};

std::string EwsMailbox::Send(const Draft& draft) {
  return SendAll(Compose(draft, address(), session_->clock().Date()));
}

std::string EwsMailbox::SendMime(const std::string& mime) {
  return SendAll(Adopt(mime, address(), session_->clock().Date()));
}

std::string EwsMailbox::SendAll(const Outgoing& mail) {
  sender_.Send(mail);
  return mail.message_id;
}

std::string EwsMailbox::SendSaved(const Email& draft) {
  const ItemId id = IdOf(draft, "SendSaved");
  const Email now = ReadById(id, draft.item().folder);
  Outgoing mail;
  mail.message_id = now.message_id();
  for (const auto* list : {&now.to(), &now.cc(), &now.bcc()}) {
    mail.recipients.insert(mail.recipients.end(), list->begin(), list->end());
  }
  sender_.SendSaved({now.item().id, now.item().change_key}, mail);
  return mail.message_id;
}

std::string EwsMailbox::Reply(const Email& mail, const Draft& draft) {
  return Answer(mail, draft, ReplyKind::kSender);
}

std::string EwsMailbox::ReplyAll(const Email& mail, const Draft& draft) {
  return Answer(mail, draft, ReplyKind::kAll);
}

std::string EwsMailbox::Forward(const Email& mail, const Draft& draft) {
  return Answer(mail, draft, ReplyKind::kForward);
}

std::string EwsMailbox::Answer(const Email& mail, const Draft& draft,
                               ReplyKind kind) {
  return Send(ReplyTo(mail, draft, kind, address()));
}

Email EwsMailbox::SaveDraft(const Draft& draft) {
  const ItemId id =
      sender_.Save(Compose(draft, address(), session_->clock().Date()));
  return ReadById(id, FolderPath(Folder::kDrafts).str());
}

Email EwsMailbox::Attach(const Email& draft, const Attachment& file) {
  {
    CreateAttachment request;
    request.parent = IdOf(draft, "Attach");
    request.attachment = file;
    client_.Call(request);
  }
  return Read(draft);
}

Email EwsMailbox::Detach(const Email& draft, const std::string& name) {
  GetItem get;
  get.ids = {IdOf(draft, "Detach")};
  get.with_attachments = true;
  for (const GetItem::AttachmentName& one : client_.Call(get).attachments) {
    if (one.name != name) continue;
    DeleteAttachment request;
    request.id = one.id;
    client_.Call(request);
  }
  return Read(draft);
}

std::vector<Email> EwsMailbox::List(const FolderPath& folder,
                                    std::size_t most) {
  Query query;
  query.folder = folder;
  query.most = most;
  return Find(query);
}

std::vector<Email> EwsMailbox::Find(const Query& query) {
  if (query.most == 0) return {};
  return Search(client_, folders_.Find(query.folder), query);
}

Email EwsMailbox::Read(const Email& email) {
  return ReadById(IdOf(email, "Read"), email.item().folder);
}

void EwsMailbox::MarkRead(const Email& email, bool read) {
  UpdateItem request;
  request.id = IdOf(email, "MarkRead");
  request.is_read = read;
  client_.Call(request);
}

void EwsMailbox::SetFlag(const Email& email, Flag flag) {
  UpdateItem request;
  request.id = IdOf(email, "SetFlag");
  request.flag = flag;
  client_.Call(request);
}

void EwsMailbox::SetCategories(const Email& email,
                               const std::vector<std::string>& categories) {
  UpdateItem request;
  request.id = IdOf(email, "SetCategories");
  request.categories = categories;
  client_.Call(request);
}

Email EwsMailbox::Move(const Email& email, const FolderPath& to) {
  MoveItem request;
  request.id = IdOf(email, "Move");
  request.to = folders_.Find(to);
  return WhereItWent(email, client_.Call(request).id, to, request.to);
}

Email EwsMailbox::Copy(const Email& email, const FolderPath& to) {
  CopyItem request;
  request.id = IdOf(email, "Copy");
  request.to = folders_.Find(to);
  return WhereItWent(email, client_.Call(request).id, to, request.to);
}

void EwsMailbox::Delete(const Email& email, Deletion deletion) {
  DeleteItem request;
  request.id = IdOf(email, "Delete");
  request.deletion = deletion;
  client_.Call(request);
}

std::vector<FolderInfo> EwsMailbox::ListFolders(const FolderPath& parent) {
  return folders_.List(parent);
}

void EwsMailbox::CreateFolder(const FolderPath& folder) {
  folders_.Create(folder);
}

void EwsMailbox::DeleteFolder(const FolderPath& folder) {
  ews::DeleteFolder request;
  request.folder = folders_.Find(folder);
  client_.Call(request);
}

void EwsMailbox::EmptyFolder(const FolderPath& folder) {
  ews::EmptyFolder request;
  request.folder = folders_.Find(folder);
  client_.Call(request);
}

std::vector<EmailAddress> EwsMailbox::Resolve(const std::string& name) {
  ResolveNames request;
  request.name = name;
  auto outcomes = client_.CallEach(request);
  const Status& status = outcomes.front().status;
  if (status.code == "ErrorNameResolutionNoResults") return {};
  // That there are several is a warning, and what was asked for.
  if (status.code != "ErrorNameResolutionMultipleResults") {
    client_.Require(ResolveNames::kTraits, status);
  }
  return std::move(outcomes.front().value.found);
}

std::unique_ptr<Arrivals> EwsMailbox::Watch(const std::vector<Folder>& folders,
                                            Clock::Deadline deadline) {
  return std::make_unique<EwsArrivals>(session_, folders, deadline);
}

Email EwsMailbox::ReadById(const ItemId& id, const std::string& folder) {
  GetItem request;
  request.ids = {id};
  return ToEmail(client_.Call(request), folder);
}

// Some servers do not tell the new id, and then it is looked for.
Email EwsMailbox::WhereItWent(const Email& email, const ItemId& id,
                              const FolderPath& to, const FolderId& folder) {
  if (!id.id.empty()) return ReadById(id, to.str());
  Query query;
  query.folder = to;
  query.message_id = email.message_id();
  query.most = 1;
  std::vector<Email> found;
  if (!query.message_id.empty()) found = Search(client_, folder, query);
  if (found.empty()) {
    throw Error("The mail with subject " + Quoted(email.subject()) +
                " went to " + Printable(to.str()) + " of " +
                Printable(address()) +
                ", but the server does not tell its new id, and it has no "
                "Message-ID to find it by: look for it with Find.");
  }
  return found.front();
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
