#include "letterbox/transport/email.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <ostream>
#include <utility>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "mime/calendar.h"
#include "mime/delivery.h"
#include "mime/html/view.h"
#include "mime/idn.h"
#include "mime/mime.h"
#include "mime/text.h"

namespace letterbox {

using std::chrono::system_clock;

namespace {

// Whether `list` has that address, whatever the display name.
bool HasAddress(const std::vector<EmailAddress>& list,
                const EmailAddress& address) {
  return std::any_of(list.begin(), list.end(), [&](const EmailAddress& each) {
    return SameAddress(each.address, address.address);
  });
}

std::string Bytes(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

// " and 3 more"
std::string More(std::size_t count, std::size_t shown) {
  return count > shown ? " and " + std::to_string(count - shown) + " more" : "";
}

// Names and addresses of `limit` bytes at most.
std::string Shown(const EmailAddress& address, std::size_t limit) {
  const std::string plain = Printable(address.address, limit);
  return address.name.empty()
             ? plain
             : Printable(address.name, limit) + " <" + plain + ">";
}

std::string Shown(const Attachment& attachment, std::size_t limit) {
  const std::string name =
      attachment.name.empty() ? "unnamed" : Printable(attachment.name, limit);
  return name + " (" + Printable(attachment.content_type, limit) + ", " +
         Bytes(attachment.content.size()) + ")";
}

// What a reader sees of the body.
struct BodyView {
  explicit BodyView(const ParsedMail& mail)
      : document(mail.html),
        text(mail.html.empty() ? CollapseWhitespace(mail.text_body)
                               : document.text()),
        links(mail.html.empty() ? LinksInText(mail.text_body)
                                : document.Links()),
        tables(document.Tables()),
        images(document.Images()),
        notes(mail.notes) {
    if (!document.note().empty()) notes.push_back("HTML: " + document.note());
  }

  HtmlDocument document;
  std::string text;
  std::vector<Link> links;
  std::vector<Table> tables;
  std::vector<Image> images;
  std::vector<std::string> notes;
};

}  // namespace

struct Email::Content {
  Content(std::string mime_text, ItemProperties item_properties)
      : mime(std::move(mime_text)), item(std::move(item_properties)) {}

  const ParsedMail& parsed() const {
    std::call_once(parsed_once_, [this] {
      parsed_ = ParseMime(mime);
      for (const EmailAddress& address : item.bcc) {
        if (!HasAddress(parsed_.bcc, address)) parsed_.bcc.push_back(address);
      }
    });
    return parsed_;
  }

  const BodyView& view() const {
    std::call_once(view_once_, [this] { view_.emplace(parsed()); });
    return *view_;
  }

  const std::string& lines() const {
    std::call_once(lines_once_, [this] {
      lines_ =
          parsed().html.empty() ? parsed().text_body : view().document.Lines();
    });
    return lines_;
  }

  const Delivery& delivery() const {
    std::call_once(delivery_once_,
                   [this] { delivery_ = ReadDelivery(parsed(), item); });
    return delivery_;
  }

  const std::vector<Meeting>& meetings() const {
    std::call_once(meetings_once_,
                   [this] { meetings_ = ReadMeetings(parsed()); });
    return meetings_;
  }

  const std::string mime;
  const ItemProperties item;

 private:
  mutable std::once_flag parsed_once_;
  mutable ParsedMail parsed_;
  mutable std::once_flag view_once_;
  mutable std::optional<BodyView> view_;
  mutable std::once_flag lines_once_;
  mutable std::string lines_;
  mutable std::once_flag delivery_once_;
  mutable Delivery delivery_;
  mutable std::once_flag meetings_once_;
  mutable std::vector<Meeting> meetings_;
};

EmailAddress::EmailAddress(const char* the_address) : address(the_address) {}

EmailAddress::EmailAddress(std::string the_address, std::string the_name)
    : address(std::move(the_address)), name(std::move(the_name)) {}

Email::Email() {
  static const auto empty =
      std::make_shared<const Content>(std::string(), ItemProperties());
  content_ = empty;
}

Email::Email(std::shared_ptr<const Content> content)
    : content_(std::move(content)) {}

Email Email::FromMime(std::string mime, ItemProperties item) {
  return Email(
      std::make_shared<const Content>(std::move(mime), std::move(item)));
}

const std::string& Email::subject() const { return content_->parsed().subject; }
const EmailAddress& Email::from() const { return content_->parsed().from; }
const EmailAddress& Email::sender() const {
  const ParsedMail& mail = content_->parsed();
  return mail.sender ? *mail.sender : mail.from;
}
const std::optional<EmailAddress>& Email::return_path() const {
  return content_->parsed().return_path;
}
const std::vector<EmailAddress>& Email::to() const {
  return content_->parsed().to;
}
const std::vector<EmailAddress>& Email::cc() const {
  return content_->parsed().cc;
}
const std::vector<EmailAddress>& Email::bcc() const {
  return content_->parsed().bcc;
}
const std::vector<EmailAddress>& Email::reply_to() const {
  return content_->parsed().reply_to;
}
const std::string& Email::message_id() const {
  return content_->parsed().message_id;
}
const std::vector<std::string>& Email::in_reply_to() const {
  return content_->parsed().in_reply_to;
}
const std::vector<std::string>& Email::references() const {
  return content_->parsed().references;
}
std::optional<system_clock::time_point> Email::sent() const {
  return item().sent ? item().sent : content_->parsed().date;
}
std::optional<system_clock::time_point> Email::received() const {
  return item().received ? item().received : content_->parsed().received;
}
Importance Email::importance() const {
  return item().importance.value_or(content_->parsed().importance);
}
Sensitivity Email::sensitivity() const {
  return item().sensitivity.value_or(content_->parsed().sensitivity);
}
const std::vector<Header>& Email::headers() const {
  return content_->parsed().headers;
}
const std::string& Email::text() const { return content_->view().text; }
const std::string& Email::text_body() const {
  return content_->parsed().text_body;
}
const std::string& Email::html() const { return content_->parsed().html; }
const std::string& Email::text_lines() const { return content_->lines(); }
const std::vector<Link>& Email::links() const { return content_->view().links; }
const std::vector<Table>& Email::tables() const {
  return content_->view().tables;
}
const std::vector<Image>& Email::images() const {
  return content_->view().images;
}
std::vector<HtmlElement> Email::Select(const std::string& selector) const {
  return content_->view().document.Select(selector);
}
const std::vector<Attachment>& Email::attachments() const {
  return content_->parsed().attachments;
}
const std::vector<Meeting>& Email::meetings() const {
  return content_->meetings();
}
const Delivery& Email::delivery() const { return content_->delivery(); }
const std::vector<std::string>& Email::notes() const {
  return content_->view().notes;
}
const std::string& Email::mime() const { return content_->mime; }
const ItemProperties& Email::item() const { return content_->item; }

bool operator==(const EmailAddress& a, const EmailAddress& b) {
  return a.address == b.address && a.name == b.name;
}

bool operator!=(const EmailAddress& a, const EmailAddress& b) {
  return !(a == b);
}

bool SameAddress(const std::string& a, const std::string& b) {
  const std::size_t at = a.rfind('@');
  if (at == std::string::npos || at != b.rfind('@') ||
      a.compare(0, at, b, 0, at) != 0) {
    return a == b;
  }
  return AsciiDomain(a.substr(at + 1)) == AsciiDomain(b.substr(at + 1));
}

std::string WithoutTag(const std::string& address) {
  const std::size_t at = address.rfind('@');
  const std::size_t plus = address.find('+');
  if (at == std::string::npos || plus == 0 || plus >= at) return address;
  return address.substr(0, plus) + address.substr(at);
}

std::ostream& operator<<(std::ostream& out, const EmailAddress& address) {
  return out << Shown(address, 100);
}

std::ostream& operator<<(std::ostream& out, const Header& header) {
  return out << Printable(header.name, 60) << ": "
             << Printable(header.value, 140);
}

std::ostream& operator<<(std::ostream& out, const Link& link) {
  return out << Quoted(link.text, 60) << " to " << Printable(link.url, 200);
}

std::ostream& operator<<(std::ostream& out, const Attachment& attachment) {
  return out << Shown(attachment, 80);
}

std::ostream& operator<<(std::ostream& out, const Email& email) {
  constexpr std::size_t kLongest = 200;  // with "..."
  constexpr std::size_t kShort = 30;
  std::string line = Quoted(email.subject(), 50);
  if (email.from() != EmailAddress()) {
    line += " from " + Shown(email.from(), kShort);
  }
  if (!email.to().empty()) {
    line += " to " + Printable(email.to().front().address, kShort) +
            More(email.to().size(), 1);
  }
  line += ", " + Bytes(email.text().size()) + " of text";
  if (!email.attachments().empty()) {
    line += ", attachment " + Shown(email.attachments().front(), kShort) +
            More(email.attachments().size(), 1);
  }
  return out << Printable(line, kLongest - 3);
}

std::ostream& operator<<(std::ostream& out, Importance importance) {
  constexpr const char* kWords[] = {"low", "normal", "high"};
  return out << kWords[static_cast<int>(importance)];
}

std::ostream& operator<<(std::ostream& out, Sensitivity sensitivity) {
  constexpr const char* kWords[] = {"normal", "personal", "private",
                                    "confidential"};
  return out << kWords[static_cast<int>(sensitivity)];
}

std::ostream& operator<<(std::ostream& out, Flag flag) {
  constexpr const char* kWords[] = {"not flagged", "flagged", "complete"};
  return out << kWords[static_cast<int>(flag)];
}

}  // namespace letterbox
