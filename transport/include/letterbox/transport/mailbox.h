// An opened connection: what can be done with a mailbox.
#ifndef LETTERBOX_TRANSPORT_MAILBOX_H_
#define LETTERBOX_TRANSPORT_MAILBOX_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/folder.h"
#include "letterbox/transport/query.h"

namespace letterbox {

/// Where a deleted mail goes.
enum class Deletion {
  kHard,            ///< gone
  kSoft,            ///< recoverable by the user for a while
  kToDeletedItems,  ///< in the folder Deleted Items
};

/// What came into some folders since a baseline, which is the server's own: no
/// clock and no date of a mail has a say. A mail that moves from one of the
/// folders to another comes once. Safe to use from several threads.
class Arrivals {
 public:
  /// One look at the server.
  struct Reading {
    /// The arrivals from the position that was asked for, oldest first.
    std::vector<Email> emails;
    /// The position after the last of them.
    std::size_t end = 0;
    /// What to hand to Wait.
    std::uint64_t bell = 0;
    /// How many arrivals since the baseline were gone before they could be
    /// read.
    std::size_t gone = 0;
    /// Why some mail that has come cannot be read, for now or at all: a
    /// sentence for a report. Empty where all was read.
    std::string unread;
    /// False where the folder is large and the server has no exact record of
    /// arrivals: a mail that is moved in, and older than most, may be missed.
    bool exact = true;
  };

  virtual ~Arrivals() = default;

  /// Looks at the server, and returns the arrivals from position `from` on,
  /// counted from the baseline. The same position gives the same mail, always.
  /// Throws an Error where the server cannot be read; where it is silent, a
  /// ConnectionError at `deadline`, but not before it had five seconds.
  ///
  /// `heard` is for who comes back from a Wait: the bell that was waited for. A
  /// look that somebody else began after it rang will do then, so that those
  /// who wait together ask the server once.
  virtual Reading Read(std::size_t from, Clock::Deadline deadline,
                       std::optional<std::uint64_t> heard) = 0;
  Reading Read(std::size_t from,
               Clock::Deadline deadline = Clock::Deadline::max()) {
    return Read(from, deadline, std::nullopt);
  }

  /// Blocks until the folders may have changed after the reading that `bell`
  /// belongs to was begun, or until `deadline`. Returns false at the deadline.
  virtual bool Wait(std::uint64_t bell, Clock::Deadline deadline) = 0;

  /// For how long in all the server has asked to be left alone since the
  /// mailbox was opened.
  virtual std::chrono::milliseconds throttled() const { return {}; }
};

/// A mailbox. All members are safe to call from several threads; they throw an
/// Error where the server refuses or cannot be reached. Destroying it ends the
/// connection to the server within a second.
class Mailbox {
 public:
  virtual ~Mailbox() = default;

  /// Its SMTP address.
  virtual const std::string& address() const = 0;

  /// Authorises and opens the inbox: proves that the connection works.
  virtual void Check() = 0;

  /// Sends, keeps a copy in Sent Items, and returns the mail's Message-ID.
  /// Never sends twice: the mail is saved in Drafts first, and where an answer
  /// gets lost, the server is asked what became of it. Where even that is not
  /// to be had, a ConnectionError says so. A ServerError names the recipients
  /// that the server refuses.
  virtual std::string Send(const Draft& draft) = 0;

  /// Sends a whole mail (an .eml file) as it stands, but for its Bcc field,
  /// whose recipients nobody is shown, and its Message-ID, which is replaced: a
  /// server drops what it has delivered before. From and Date are added where
  /// they are missing.
  virtual std::string SendMime(const std::string& mime) = 0;

  /// Sends a draft that SaveDraft returned, or that lies in Drafts.
  virtual std::string SendSaved(const Email& draft) = 0;

  /// Each answers `mail` in its thread, and quotes it below what `draft` says;
  /// subject and recipients that `draft` leaves empty are filled in.
  virtual std::string Reply(const Email& mail, const Draft& draft) = 0;
  virtual std::string ReplyAll(const Email& mail, const Draft& draft) = 0;
  /// With the attachments of `mail`.
  virtual std::string Forward(const Email& mail, const Draft& draft) = 0;

  /// Saves in Drafts without sending.
  virtual Email SaveDraft(const Draft& draft) = 0;
  /// Attaches a file to a saved draft, and returns the draft as it is then.
  virtual Email Attach(const Email& draft, const Attachment& file) = 0;
  /// Takes the attachments of that name away.
  virtual Email Detach(const Email& draft, const std::string& name) = 0;

  /// The newest mails of a folder, newest first, at most `most`.
  virtual std::vector<Email> List(const FolderPath& folder,
                                  std::size_t most) = 0;

  /// The mails that fit, newest first.
  virtual std::vector<Email> Find(const Query& query) = 0;

  // The mails that these are given must come from this mailbox.

  /// The mail as it is now.
  virtual Email Read(const Email& email) = 0;
  virtual void MarkRead(const Email& email, bool read = true) = 0;
  virtual void SetFlag(const Email& email, Flag flag) = 0;
  /// Instead of those that it has.
  virtual void SetCategories(const Email& email,
                             const std::vector<std::string>& categories) = 0;
  /// Each returns the mail as it is in `to`; a moved mail has another id.
  virtual Email Move(const Email& email, const FolderPath& to) = 0;
  virtual Email Copy(const Email& email, const FolderPath& to) = 0;
  virtual void Delete(const Email& email, Deletion deletion) = 0;

  /// The folders directly in `parent`.
  virtual std::vector<FolderInfo> ListFolders(
      const FolderPath& parent = Folder::kTop) = 0;
  /// With all folders of the path that are missing.
  virtual void CreateFolder(const FolderPath& folder) = 0;
  /// With all that is in it.
  virtual void DeleteFolder(const FolderPath& folder) = 0;
  /// Deletes the mails in it for good.
  virtual void EmptyFolder(const FolderPath& folder) = 0;

  /// Whom the directory and the contacts know by a name, an address, or the
  /// beginning of one; empty where nobody.
  virtual std::vector<EmailAddress> Resolve(const std::string& name) = 0;

  /// Records the baseline: only what comes into `folders` from here on counts.
  /// Throws a ConnectionError where the server has not answered by `deadline`.
  virtual std::unique_ptr<Arrivals> Watch(
      const std::vector<Folder>& folders = {Folder::kInbox},
      Clock::Deadline deadline = Clock::Deadline::max()) = 0;
};

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_MAILBOX_H_
