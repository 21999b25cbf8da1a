#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include "ascii.h"
#include "mime/gmime.h"
#include "mime/header_fields.h"
#include "mime/mime.h"

namespace letterbox {
namespace {

constexpr char kUtf8[] = "utf-8";

[[noreturn]] void Refuse(const std::string& field, const std::string& why) {
  throw std::invalid_argument("The draft cannot be written as MIME: " + field +
                              " " + why + ".");
}

// A line end would begin another header field, or end the header.
void CheckOneLine(const std::string& field, const std::string& value) {
  if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    Refuse(field, "holds a line end or a NUL; it must be one line");
  }
}

// Whether it is an address, and nothing besides.
void CheckAddress(const std::string& field, const EmailAddress& address) {
  CheckOneLine("the address in " + field, address.address);
  CheckOneLine("the name in " + field, address.name);
  if (address.address.empty()) {
    Refuse(field, "has an entry without an address; set EmailAddress::address");
  }
  if (ParseAddresses(address.address) !=
      std::vector<EmailAddress>{EmailAddress(address.address)}) {
    Refuse(field,
           "has an entry that is no single address; a display name goes into "
           "EmailAddress::name, a second recipient into its own entry");
  }
}

void CheckFieldName(const std::string& name) {
  if (name.empty() || !std::all_of(name.begin(), name.end(), [](char c) {
        return c > ' ' && c <= '~' && c != ':';
      })) {
    Refuse("the name of a header",
           "must be printable ASCII without space or colon");
  }
}

// What the draft's own fields are for, or WriteMime itself.
void CheckHeader(const Header& header) {
  struct Reserved {
    std::string_view name;
    const char* instead;
  };
  static constexpr Reserved kReserved[] = {
      {"From", "Draft::from"},
      {"To", "Draft::to"},
      {"Cc", "Draft::cc"},
      {"Bcc", "Draft::bcc"},
      {"Reply-To", "Draft::reply_to"},
      {"Subject", "Draft::subject"},
      {"Date", "nothing: it is set"},
      {"Message-ID", "nothing: it is set"},
      {"MIME-Version", "nothing: it is set"}};
  CheckFieldName(header.name);
  CheckOneLine("the header " + header.name, header.value);
  for (const Reserved& reserved : kReserved) {
    if (EqualsIgnoringCase(header.name, reserved.name)) {
      Refuse("the header " + header.name,
             std::string("would stand twice; use ") + reserved.instead);
    }
  }
  if (EqualsIgnoringCase(header.name.substr(0, 8), "Content-")) {
    Refuse("the header " + header.name, "describes the body; leave it out");
  }
}

void CheckAttachment(const Attachment& attachment) {
  const auto is_token = [](std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return c > ' ' && c <= '~' &&
             std::string_view("()<>@,;:\\\"/[]?=").find(c) ==
                 std::string_view::npos;
    });
  };
  CheckOneLine("the name of an attachment", attachment.name);
  const std::string_view type = attachment.content_type;
  const std::size_t slash = type.find('/');
  if (slash == std::string_view::npos || !is_token(type.substr(0, slash)) ||
      !is_token(type.substr(slash + 1)) ||
      EqualsIgnoringCase(type.substr(0, slash), "multipart")) {
    Refuse("the content type of an attachment",
           "must be like \"application/pdf\"");
  }
  for (const char c : attachment.content_id) {
    if (c <= ' ' || c > '~' || c == '<' || c == '>') {
      Refuse("the content id of an attachment",
             "must be printable ASCII without spaces and angle brackets");
    }
  }
}

struct RecipientList {
  const char* field;
  std::vector<EmailAddress> Draft::*addresses;
  // Where it is written; Bcc is only checked.
  InternetAddressList* (*list)(GMimeMessage*);
};
constexpr RecipientList kRecipientLists[] = {
    {"Draft::to", &Draft::to, g_mime_message_get_to},
    {"Draft::cc", &Draft::cc, g_mime_message_get_cc},
    {"Draft::bcc", &Draft::bcc, nullptr},
    {"Draft::reply_to", &Draft::reply_to, g_mime_message_get_reply_to}};

void Check(const Draft& draft, const EmailAddress& from,
           const std::string& message_id) {
  CheckAddress("Draft::from", from);
  for (const RecipientList& recipients : kRecipientLists) {
    for (const EmailAddress& address : draft.*recipients.addresses) {
      CheckAddress(recipients.field, address);
    }
  }
  CheckOneLine("Draft::subject", draft.subject);
  CheckOneLine("the message id", message_id);
  for (const Header& header : draft.headers) CheckHeader(header);
  for (const Attachment& attachment : draft.attachments) {
    CheckAttachment(attachment);
  }
}

void Add(InternetAddressList* list, const EmailAddress& address) {
  const GOwned<InternetAddress> mailbox(internet_address_mailbox_new(
      address.name.empty() ? nullptr : address.name.c_str(),
      address.address.c_str()));
  internet_address_set_charset(mailbox.get(), kUtf8);
  internet_address_list_add(list, mailbox.get());
}

void SetContent(GMimePart* part, const GOwned<GMimeStream>& stream,
                GMimeContentEncoding encoding) {
  const GOwned<GMimeDataWrapper> content(g_mime_data_wrapper_new_with_stream(
      stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
}

// Line ends as LF: the writer makes each CRLF.
std::string WithLineFeeds(const std::string& text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_crlf =
        text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!is_crlf) lines += text[i];
  }
  return lines;
}

// Whether every server passes it on as it stands.
bool IsPlain(const std::string& text) {
  constexpr std::size_t kLongestLine = 998;
  std::size_t length = 0;
  for (const char c : text) {
    length = c == '\n' ? 0 : length + 1;
    const bool is_plain = (c >= ' ' && c <= '~') || c == '\n' || c == '\t';
    if (!is_plain || length > kLongestLine) return false;
  }
  return true;
}

GOwned<GMimeObject> TextPart(const char* subtype, const std::string& text) {
  GMimePart* part = g_mime_part_new_with_type("text", subtype);
  const std::string lines = WithLineFeeds(text);
  const GOwned<GMimeStream> copy(
      g_mime_stream_mem_new_with_buffer(lines.data(), lines.size()));
  SetContent(part, copy,
             IsPlain(lines) ? GMIME_CONTENT_ENCODING_7BIT
                            : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset",
                                           kUtf8);
  return GOwned<GMimeObject>(GMIME_OBJECT(part));
}

GOwned<GMimeObject> FilePart(const Attachment& attachment) {
  const std::string& type = attachment.content_type;
  const std::size_t slash = type.find('/');
  // A plain part even for a mail: its bytes are not looked into.
  GMimePart* part = g_mime_part_new_with_type(type.substr(0, slash).c_str(),
                                              type.substr(slash + 1).c_str());
  const GMimeContentEncoding encoding =
      EqualsIgnoringCase(type, "message/rfc822")
          ? GMIME_CONTENT_ENCODING_8BIT
          : GMIME_CONTENT_ENCODING_BASE64;
  SetContent(part, StreamOver(attachment.content), encoding);
  GMimeObject* object = GMIME_OBJECT(part);
  g_mime_object_set_disposition(object,
                                attachment.is_inline ? "inline" : "attachment");
  if (!attachment.name.empty()) {
    g_mime_part_set_filename(part, attachment.name.c_str());
  }
  if (!attachment.content_id.empty()) {
    g_mime_object_set_content_id(object, attachment.content_id.c_str());
  }
  return GOwned<GMimeObject>(object);
}

// One part stands for itself, several for a multipart.
GOwned<GMimeObject> Combine(const char* subtype,
                            std::vector<GOwned<GMimeObject>> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  GMimeMultipart* multipart = g_mime_multipart_new_with_subtype(subtype);
  for (const GOwned<GMimeObject>& part : parts) {
    g_mime_multipart_add(multipart, part.get());
  }
  return GOwned<GMimeObject>(GMIME_OBJECT(multipart));
}

// mixed(alternative(text, related(html, images…)), files…), each level only
// where there is more than one part.
GOwned<GMimeObject> Body(const Draft& draft) {
  std::vector<GOwned<GMimeObject>> related, mixed;
  if (!draft.html.empty()) related.push_back(TextPart("html", draft.html));
  for (const Attachment& attachment : draft.attachments) {
    const bool in_html = !draft.html.empty() && attachment.is_inline &&
                         !attachment.content_id.empty();
    (in_html ? related : mixed).push_back(FilePart(attachment));
  }
  std::vector<GOwned<GMimeObject>> alternatives;
  if (!draft.text.empty() || related.empty()) {
    alternatives.push_back(TextPart("plain", draft.text));
  }
  if (!related.empty()) {
    alternatives.push_back(Combine("related", std::move(related)));
  }
  mixed.insert(mixed.begin(), Combine("alternative", std::move(alternatives)));
  return Combine("mixed", std::move(mixed));
}

// More than the draft takes as MIME, but not much.
std::size_t Estimate(const Draft& draft) {
  std::size_t size =
      (std::size_t{64} << 10) + draft.text.size() * 2 + draft.html.size() * 2;
  for (const Attachment& attachment : draft.attachments) {
    // Base64, in lines of 76.
    size += attachment.content.size() / 57 * 78 + 1000;
  }
  return size;
}

std::string Written(GMimeObject* object, std::size_t estimate) {
  std::string text;
  text.reserve(estimate);
  const GOwned<GMimeStream> stream = StreamInto(text);
  g_mime_object_write_to_stream(object, WritingOptions(), stream.get());
  return text;
}

void SetDate(GMimeMessage* message,
             std::chrono::system_clock::time_point date) {
  GDateTime* utc =
      g_date_time_new_from_unix_utc(std::chrono::system_clock::to_time_t(date));
  if (utc == nullptr) throw std::invalid_argument("The date is out of range.");
  g_mime_message_set_date(message, utc);
  g_date_time_unref(utc);
}

// https://www.rfc-editor.org/rfc/rfc4021#section-2.1.54, and what is older.
void AddUrgency(const Draft& draft, GMimeObject* message) {
  const auto add = [message](const char* name, const char* value) {
    g_mime_object_append_header(message, name, value, kUtf8);
  };
  if (draft.importance != Importance::kNormal) {
    const bool high = draft.importance == Importance::kHigh;
    add("Importance", high ? "High" : "Low");
    add("X-Priority", high ? "1" : "5");
  }
  switch (draft.sensitivity) {
    case Sensitivity::kNormal:
      break;
    case Sensitivity::kPersonal:
      add("Sensitivity", "Personal");
      break;
    case Sensitivity::kPrivate:
      add("Sensitivity", "Private");
      break;
    case Sensitivity::kConfidential:
      add("Sensitivity", "Company-Confidential");
      break;
  }
}

}  // namespace

std::string NewMessageId(std::string_view sender) {
  std::random_device random;
  std::string id;
  for (int word = 0; word < 4; ++word) {
    const unsigned bits = random();
    for (int shift = 28; shift >= 0; shift -= 4) {
      id += "0123456789abcdef"[bits >> shift & 15];
    }
  }
  const std::string_view domain = sender.substr(sender.rfind('@') + 1);
  const bool is_domain = domain.size() < sender.size() && !domain.empty() &&
                         std::all_of(domain.begin(), domain.end(), [](char c) {
                           return g_ascii_isalnum(c) || c == '-' || c == '.';
                         });
  return id + "@" + (is_domain ? std::string(domain) : "letterbox.invalid");
}

std::string WriteMime(const Draft& draft, const EmailAddress& sender,
                      const std::string& message_id,
                      std::chrono::system_clock::time_point date) {
  StartGMime();
  const EmailAddress& from = draft.from.address.empty() ? sender : draft.from;
  Check(draft, from, message_id);
  const GOwned<GMimeMessage> message(g_mime_message_new(TRUE));
  Add(g_mime_message_get_from(message.get()), from);
  for (const RecipientList& recipients : kRecipientLists) {
    if (recipients.list == nullptr) continue;
    for (const EmailAddress& address : draft.*recipients.addresses) {
      Add(recipients.list(message.get()), address);
    }
  }
  g_mime_message_set_subject(message.get(), draft.subject.c_str(), kUtf8);
  SetDate(message.get(), date);
  g_mime_message_set_message_id(message.get(), message_id.c_str());
  AddUrgency(draft, GMIME_OBJECT(message.get()));
  for (const Header& header : draft.headers) {
    g_mime_object_append_header(GMIME_OBJECT(message.get()),
                                header.name.c_str(), header.value.c_str(),
                                kUtf8);
  }
  g_mime_message_set_mime_part(message.get(), Body(draft).get());
  std::string mime = Written(GMIME_OBJECT(message.get()), Estimate(draft));
  if (mime.size() < 2 || mime.compare(mime.size() - 2, 2, "\r\n") != 0) {
    mime += "\r\n";
  }
  return mime;
}

std::string EncodeHeader(const std::string& name, const std::string& value) {
  StartGMime();
  CheckFieldName(name);
  CheckOneLine("the header " + name, value);
  const GOwned<GMimeHeaderList> list(g_mime_header_list_new(nullptr));
  g_mime_header_list_append(list.get(), name.c_str(), value.c_str(), kUtf8);
  std::string line =
      Take(g_mime_header_list_to_string(list.get(), WritingOptions()));
  line.resize(line.find_last_not_of("\r\n") + 1);
  return line;
}

}  // namespace letterbox
