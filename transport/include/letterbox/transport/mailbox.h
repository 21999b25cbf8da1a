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

namespace letterbox {

/// The folders that every mailbox has.
/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
enum class Folder {
  kInbox,
  kDrafts,
  kSentItems,
  kDeletedItems,
  kJunkEmail,
  kOutbox,
  kRecoverableItems,  ///< what was deleted softly
  kTop,               ///< what all other folders but the last are in
};

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
  /// Never sends twice: where the outcome is unknown, the ConnectionError says
  /// so.
  virtual std::string Send(const Draft& draft) = 0;

  /// Saves in Drafts without sending.
  virtual Email SaveDraft(const Draft& draft) = 0;

  /// The newest mails of a folder, newest first, at most `most`.
  virtual std::vector<Email> List(Folder folder, std::size_t most) = 0;

  /// Marks as read or unread. `email` must come from this mailbox.
  virtual void MarkRead(const Email& email, bool read = true) = 0;

  virtual void Delete(const Email& email, Deletion deletion) = 0;

  /// Records the baseline: only what comes into `folders` from here on counts.
  /// Throws a ConnectionError where the server has not answered by `deadline`.
  virtual std::unique_ptr<Arrivals> Watch(
      const std::vector<Folder>& folders = {Folder::kInbox},
      Clock::Deadline deadline = Clock::Deadline::max()) = 0;
};

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_MAILBOX_H_
