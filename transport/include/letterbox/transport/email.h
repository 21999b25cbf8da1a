// What comes in (Email) and what goes out (Draft). Both are values: neither
// ever talks to a server.
#ifndef LETTERBOX_TRANSPORT_EMAIL_H_
#define LETTERBOX_TRANSPORT_EMAIL_H_

#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/html.h"

namespace letterbox {

/// One sender or recipient. Two are equal when both fields are.
struct EmailAddress {
  EmailAddress() = default;
  EmailAddress(const char* address);  // NOLINT: "a@b.test" is an address
  EmailAddress(std::string address,   // NOLINT
               std::string name = "");

  std::string address;  ///< "orders@contoso.test"
  std::string name;     ///< the display name, decoded; may be empty
};

/// One header field, unfolded, its encoded words decoded.
struct Header {
  std::string name;
  std::string value;
};

/// A hyperlink of the HTML body, or an address in a mail that is plain text.
struct Link {
  std::string text;  ///< as a reader sees it, white space collapsed
  std::string url;   ///< as it stands in the href, entities decoded
};

class Email;

/// A file that a mail carries.
struct Attachment {
  std::string name;  ///< the file name, decoded; empty where it has none
  std::string content_type = "application/octet-stream";  ///< lower case
  std::string content = {};                               ///< decoded bytes
  std::string content_id =
      {};                  ///< without angle brackets; empty where it has none
  bool is_inline = false;  ///< shown in the body rather than beside it
  std::string charset = {};  ///< of a text, as it was declared

  /// What the bytes are, whatever the declared type: "application/pdf",
  /// "text/plain"; "application/octet-stream" where they do not tell.
  std::string sniffed_type() const;
  /// The content as text: in UTF-8, lines ended by "\n".
  std::string text() const;
  /// 64 hexadecimal digits, lower case.
  std::string sha256() const;
  /// The attached mail. Of another file it makes no sense, but no trouble.
  Email email() const;
};

/// How urgent the sender calls a mail.
enum class Importance { kLow, kNormal, kHigh };

/// How confidential the sender calls a mail.
enum class Sensitivity { kNormal, kPersonal, kPrivate, kConfidential };

/// Whether the mailbox's owner flagged a mail.
enum class Flag { kNotFlagged, kFlagged, kComplete };

/// What the server knows about a mail and its MIME does not say.
struct ItemProperties {
  std::string id;                ///< the server's item id, opaque
  std::string change_key;        ///< the version of the item, opaque
  std::string parent_folder_id;  ///< opaque
  std::string item_class;        ///< "IPM.Note"
  std::optional<std::chrono::system_clock::time_point> received;
  std::optional<std::chrono::system_clock::time_point> sent;
  bool is_read = false;
  std::vector<std::string> categories;
  std::vector<EmailAddress> bcc;  ///< known on the copy in Sent Items
  std::optional<Importance> importance;
  std::optional<Sensitivity> sensitivity;
  Flag flag = Flag::kNotFlagged;
  /// The folder it lies in: its well-known name ("inbox", "junkemail"), and
  /// below one its path ("inbox/Orders"). Empty where unknown.
  std::string folder;
  std::string conversation_id;  ///< opaque; the same for a whole thread
};

struct Delivery;
struct Meeting;

/// A mail that came in. Copies are cheap and share the decoded views, which
/// are made on first use; all members are safe to call from several threads.
class Email {
 public:
  /// An empty mail.
  Email();

  /// Any bytes are taken: what cannot be decoded is kept as it stands.
  static Email FromMime(std::string mime, ItemProperties item = {});

  const std::string& subject() const;
  const EmailAddress& from() const;
  /// Who handed the mail in for `from`; without a Sender field it is the same.
  const EmailAddress& sender() const;
  /// Where a bounce would go: nothing where no field says so, an empty address
  /// where nobody is to be told ("<>").
  const std::optional<EmailAddress>& return_path() const;
  const std::vector<EmailAddress>& to() const;
  const std::vector<EmailAddress>& cc() const;
  /// From the Bcc header, and from the server where it tells.
  const std::vector<EmailAddress>& bcc() const;
  const std::vector<EmailAddress>& reply_to() const;
  /// Without angle brackets.
  const std::string& message_id() const;
  /// The Message-IDs that this mail answers, without angle brackets.
  const std::vector<std::string>& in_reply_to() const;
  /// The Message-IDs of its thread, oldest first, without angle brackets.
  const std::vector<std::string>& references() const;
  /// As the server has it, else from the Date field.
  std::optional<std::chrono::system_clock::time_point> sent() const;
  /// As the server has it, else from the newest Received field.
  std::optional<std::chrono::system_clock::time_point> received() const;
  /// As the server has it, else from the Importance, X-Priority and Priority
  /// fields.
  Importance importance() const;
  /// As the server has it, else from the Sensitivity field.
  Sensitivity sensitivity() const;
  /// All header fields, in the order of the mail.
  const std::vector<Header>& headers() const;

  /// What a reader sees: of the HTML body where there is one, else of the text
  /// body. Runs of white space are one space, and none stands at the ends.
  const std::string& text() const;
  /// The same in lines: one for each paragraph, item of a list ("- ", "1. "),
  /// row of a table (its cells parted by " | ") and line break, ended by "\n".
  /// Of a mail without HTML the text body.
  const std::string& text_lines() const;
  /// The text body as it was sent, decoded to UTF-8, lines ended by "\n".
  const std::string& text_body() const;
  /// The HTML body, decoded to UTF-8, lines ended by "\n"; empty where there is
  /// none.
  const std::string& html() const;
  /// In the order of the body.
  const std::vector<Link>& links() const;
  /// Those of the HTML body that can be seen; a table in a table comes after
  /// it.
  const std::vector<Table>& tables() const;
  /// All images and backgrounds of the HTML body, hidden ones too: a reader's
  /// program fetches them all the same.
  const std::vector<Image>& images() const;
  /// The elements of the HTML body that a CSS selector selects: types, classes,
  /// ids, attributes, combinators, lists, :not(), :first-child, :last-child,
  /// :nth-child(), :nth-of-type(), :empty. Throws std::invalid_argument for
  /// another selector, which it names.
  std::vector<HtmlElement> Select(const std::string& selector) const;
  const std::vector<Attachment>& attachments() const;

  /// The events of the calendars that it carries. See meeting.h.
  const std::vector<Meeting>& meetings() const;
  /// How it came: hops, verdicts, reports. See delivery.h.
  const Delivery& delivery() const;

  /// What was wrong with it, for people to read: "a multipart is not closed:
  /// the mail may be cut off". Empty where nothing was.
  const std::vector<std::string>& notes() const;
  /// The whole mail as it was sent.
  const std::string& mime() const;
  const ItemProperties& item() const;

 private:
  struct Content;
  explicit Email(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

/// A mail to be sent. With both `text` and `html` the reader's program chooses
/// (multipart/alternative).
struct Draft {
  /// Empty: the mailbox it is sent from. Another's takes the right to send as
  /// that one, or on behalf, which the server then adds to the mail.
  EmailAddress from;
  std::vector<EmailAddress> to;
  std::vector<EmailAddress> cc;
  std::vector<EmailAddress> bcc;
  std::vector<EmailAddress> reply_to;
  std::string subject;
  std::string text;
  std::string html;
  std::vector<Attachment> attachments;
  std::vector<Header> headers;  ///< in addition to the usual ones
  Importance importance = Importance::kNormal;
  Sensitivity sensitivity = Sensitivity::kNormal;
  std::vector<std::string> categories;  ///< of the copy in Sent Items
};

bool operator==(const EmailAddress& a, const EmailAddress& b);
bool operator!=(const EmailAddress& a, const EmailAddress& b);

/// Whether mail to the one goes to the other: equal, but for the case of the
/// domain, and whether that is written in Unicode or in ASCII ("xn--…").
bool SameAddress(const std::string& a, const std::string& b);

/// "ann+shop@b.test" without its tag: "ann@b.test".
std::string WithoutTag(const std::string& address);

// Each prints one short line without control characters, bodies left out.
std::ostream& operator<<(std::ostream& out, const EmailAddress& address);
std::ostream& operator<<(std::ostream& out, const Header& header);
std::ostream& operator<<(std::ostream& out, const Link& link);
std::ostream& operator<<(std::ostream& out, const Attachment& attachment);
std::ostream& operator<<(std::ostream& out, const Email& email);
std::ostream& operator<<(std::ostream& out, Importance importance);
std::ostream& operator<<(std::ostream& out, Sensitivity sensitivity);
std::ostream& operator<<(std::ostream& out, Flag flag);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_EMAIL_H_
