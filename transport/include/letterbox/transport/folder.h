// Which folder of a mailbox is meant.
#ifndef LETTERBOX_TRANSPORT_FOLDER_H_
#define LETTERBOX_TRANSPORT_FOLDER_H_

#include <iosfwd>
#include <string>

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

/// A folder, and below it a path of names that "/" joins: "inbox/Orders". The
/// server compares names, without regard to case.
struct FolderPath {
  FolderPath(Folder root = Folder::kInbox,  // NOLINT: a folder is a path
             std::string names = "");
  /// The first name may be the protocol's own ("inbox", "sentitems"); else the
  /// path begins at the top, with the names that the mailbox's owner sees:
  /// "Projects/2026".
  FolderPath(const std::string& text);  // NOLINT: so is a text
  FolderPath(const char* text);         // NOLINT

  /// "inbox/Orders", "Projects/2026"; what ItemProperties::folder says.
  std::string str() const;

  Folder root;
  std::string names;  ///< may be empty
};

/// What the server tells of a folder.
struct FolderInfo {
  std::string path;  ///< FolderPath::str()
  std::string name;  ///< as the mailbox's owner sees it
  int total = 0;     ///< mails in it
  int unread = 0;    ///< of these
  int folders = 0;   ///< folders directly in it
};

std::ostream& operator<<(std::ostream& out, const FolderPath& path);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_FOLDER_H_
