#include <algorithm>
#include <iterator>
#include <utility>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "mime/charset.h"
#include "mime/gmime.h"
#include "mime/header_fields.h"
#include "mime/lines.h"
#include "mime/mail_fields.h"
#include "mime/mime.h"
#include "mime/multipart.h"
#include "mime/notes.h"
#include "mime/tnef.h"
#include "mime/transfer_encoding.h"

namespace letterbox {
namespace {

// A Content-Type, by default that of plain text.
class ContentType {
 public:
  explicit ContentType(const std::string& field)
      : type_(g_mime_content_type_parse(
            ReadingOptions(),
            // https://www.rfc-editor.org/rfc/rfc2045#section-5.2: what cannot
            // be read means plain text, too; to GMime it means a file.
            field.find('/', 1) == std::string::npos
                ? "text/plain"
                : ReadableField(field).c_str())) {}

  // "text/plain", in lower case.
  std::string name() const {
    return ToUtf8(
        ToLower(Take(g_mime_content_type_get_mime_type(type_.get()))));
  }
  bool is_multipart() const {
    return g_mime_content_type_is_type(type_.get(), "multipart", "*");
  }
  std::string parameter(const char* name) const {
    return ToUtf8(
        ToString(g_mime_content_type_get_parameter(type_.get(), name)));
  }

 private:
  GOwned<GMimeContentType> type_;
};

// A Content-Disposition.
struct Disposition {
  explicit Disposition(const std::string& field) {
    if (field.empty()) return;
    const GOwned<GMimeContentDisposition> read(g_mime_content_disposition_parse(
        ReadingOptions(), ReadableField(field).c_str()));
    const std::string kind =
        ToString(g_mime_content_disposition_get_disposition(read.get()));
    is_inline = EqualsIgnoringCase(kind, "inline");
    is_attachment = EqualsIgnoringCase(kind, "attachment");
    file_name = ToUtf8(ToString(
        g_mime_content_disposition_get_parameter(read.get(), "filename")));
  }

  bool is_inline = false;
  bool is_attachment = false;
  std::string file_name;
};

// The text of a body: its charset is the declared one, or else the one that it
// names itself.
std::string BodyText(const Attachment& leaf, const ContentType& type,
                     Notes& notes) {
  const bool is_html = leaf.content_type == "text/html";
  std::string charset = leaf.charset;
  if (charset.empty()) charset = NamedCharset(leaf.content, is_html);
  std::string text = WithNewlines(ToUtf8(leaf.content, charset, &notes));
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) {
    text.erase(0, kByteOrderMark.size());
  }
  if (text.find('\0') != std::string::npos) notes.Add("a text has a NUL");
  const bool is_flowed =
      !is_html && EqualsIgnoringCase(type.parameter("format"), "flowed");
  return is_flowed
             ? Unflow(text, EqualsIgnoringCase(type.parameter("delsp"), "yes"))
             : text;
}

// Puts what is wrapped in winmail.dat in its place; false where it is none.
bool Unwrap(const Attachment& leaf, ParsedMail& mail, Notes& notes) {
  const bool is_wrapped = leaf.content_type == "application/ms-tnef" ||
                          leaf.content_type == "application/vnd.ms-tnef" ||
                          EqualsIgnoringCase(leaf.name, "winmail.dat");
  if (!is_wrapped) return false;
  std::optional<TnefMail> inside = ReadTnef(leaf.content, notes);
  if (!inside) {
    notes.Add("winmail.dat is no TNEF");
    return false;
  }
  if (mail.text_body.empty()) {
    mail.text_body = WithNewlines(std::move(inside->text));
  }
  if (mail.html.empty()) mail.html = WithNewlines(std::move(inside->html));
  std::move(inside->attachments.begin(), inside->attachments.end(),
            std::back_inserter(mail.attachments));
  return true;
}

// What is not a multipart is a body or an attachment.
void ReadLeaf(const RawPart& part, const ContentType& type, ParsedMail& mail,
              Notes& notes) {
  const Disposition disposition(part.Field("Content-Disposition"));
  Attachment leaf;
  leaf.name = disposition.file_name.empty() ? type.parameter("name")
                                            : disposition.file_name;
  leaf.content_type = type.name();
  leaf.content =
      DecodeTransfer(part.body, part.Field("Content-Transfer-Encoding"), notes);
  leaf.charset = type.parameter("charset");
  if (!disposition.is_attachment && leaf.name.empty()) {
    std::string* body = leaf.content_type == "text/plain"  ? &mail.text_body
                        : leaf.content_type == "text/html" ? &mail.html
                                                           : nullptr;
    if (body != nullptr) {
      *body += BodyText(leaf, type, notes);
      return;
    }
  }
  if (Unwrap(leaf, mail, notes)) return;
  leaf.content_id = WithoutBrackets(DecodeField(part.Field("Content-ID")));
  leaf.is_inline = disposition.is_inline ||
                   (!disposition.is_attachment && !leaf.content_id.empty());
  mail.attachments.push_back(std::move(leaf));
}

// https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.6: 1000 bytes with the
// line end. Many programs take more; some cut the line.
void CheckLines(std::string_view mime, Notes& notes) {
  constexpr std::size_t kLongest = 998;
  std::size_t longest = 0;
  while (!mime.empty()) {
    const std::size_t end = std::min(mime.find('\n'), mime.size());
    longest = std::max(longest, end);
    mime.remove_prefix(std::min(end + 1, mime.size()));
  }
  if (longest > kLongest + 1) {
    notes.Add("a line has " + std::to_string(longest) +
              " bytes: mail allows 998");
  }
}

// Tells what a reader of the header would stumble over.
void CheckHeader(const RawPart& part, std::string_view mime, Notes& notes) {
  if (part.fields.empty()) notes.Add("there is no header");
  if (part.has_stranger) notes.Add("a line of the header is no field");
  const std::string_view header =
      mime.substr(0, mime.size() - part.body.size());
  if (header.find('\0') != std::string_view::npos) {
    notes.Add("the header has a NUL");
  }
  for (const char* name : {"From", "Subject", "Date", "Message-ID", "To"}) {
    const auto count = std::count_if(
        part.fields.begin(), part.fields.end(), [&](const RawField& field) {
          return EqualsIgnoringCase(field.name, name);
        });
    if (count > 1) notes.Add(std::string("the field ") + name + " is repeated");
  }
}

// Depth first, so that bodies and attachments come in the order of the mail. By
// hand rather than with GMime's parser, which reads nested messages and groups
// of addresses by recursion: a mail could overflow the stack.
class TreeReader {
 public:
  TreeReader(ParsedMail& mail, Notes& notes) : mail_(mail), notes_(notes) {}

  void Read(RawPart root) {
    left_.push_back({std::move(root), 0, ""});
    while (!left_.empty()) {
      const Node node = std::move(left_.back());
      left_.pop_back();
      const std::string field = node.part.Field("Content-Type");
      const ContentType type(field.empty() ? node.default_type : field);
      if (!field.empty() && field.find('/') == std::string::npos) {
        notes_.Add("the content type " + Quoted(field, 40) + " is none");
      }
      if (type.is_multipart() && node.depth < kDeepest) {
        Open(node, type);
        continue;
      }
      if (type.is_multipart()) {
        notes_.Add("parts nest deeper than " + std::to_string(kDeepest));
      }
      if (++leaves_ > kMostParts) {
        notes_.Add("there are more than " + std::to_string(kMostParts) +
                   " parts: the rest was left out");
        return;
      }
      ReadLeaf(node.part, type, mail_, notes_);
    }
  }

 private:
  // Each level is searched for its boundary. Mail has three or four.
  static constexpr int kDeepest = 100;
  static constexpr std::size_t kMostParts = 10000;

  struct Node {
    RawPart part;
    int depth;
    const char* default_type;
  };

  void Open(const Node& node, const ContentType& type) {
    Multipart multipart =
        SplitMultipart(node.part.body, type.parameter("boundary"));
    if (multipart.parts.empty()) {
      // Its boundary is missing: a reader is shown all of it.
      notes_.Add("the parts of a multipart are not there: its boundary is " +
                 Quoted(type.parameter("boundary"), 80));
      mail_.text_body += WithNewlines(ToUtf8(node.part.body));
    } else if (!multipart.is_closed) {
      notes_.Add("a multipart is not closed: the mail may be cut off");
    }
    const char* default_type =
        type.name() == "multipart/digest" ? "message/rfc822" : "";
    std::vector<std::string_view>& parts = multipart.parts;
    // What the limit would leave out needs no place on the stack.
    if (parts.size() > kMostParts + 1) parts.resize(kMostParts + 1);
    for (auto each = parts.rbegin(); each != parts.rend(); ++each) {
      left_.push_back({SplitHeader(*each), node.depth + 1, default_type});
    }
  }

  ParsedMail& mail_;
  Notes& notes_;
  std::vector<Node> left_;
  std::size_t leaves_ = 0;
};

}  // namespace

ParsedMail ParseMime(std::string_view mime) {
  StartGMime();
  ParsedMail mail;
  Notes notes;
  RawPart root = SplitHeader(mime);
  CheckHeader(root, mime, notes);
  CheckLines(mime, notes);
  ReadMailFields(root, mail);
  TreeReader(mail, notes).Read(std::move(root));
  mail.notes = notes.Take();
  return mail;
}

}  // namespace letterbox
