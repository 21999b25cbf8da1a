#include <utility>

#include "ascii.h"
#include "mime/charset.h"
#include "mime/gmime.h"
#include "mime/header_fields.h"
#include "mime/mail_fields.h"
#include "mime/mime.h"
#include "mime/multipart.h"

namespace letterbox {
namespace {

// CRLF and CR become LF.
std::string WithNewlines(std::string text) {
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (text[from] == '\r') {
      if (from + 1 < text.size() && text[from + 1] == '\n') continue;
      text[from] = '\n';
    }
    text[to++] = text[from];
  }
  text.resize(to);
  return text;
}

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

// The transfer encoding taken off.
std::string Decoded(const RawPart& part) {
  const GMimeContentEncoding encoding = g_mime_content_encoding_from_string(
      part.Field("Content-Transfer-Encoding").c_str());
  if (encoding != GMIME_CONTENT_ENCODING_BASE64 &&
      encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
      encoding != GMIME_CONTENT_ENCODING_UUENCODE) {
    return std::string(part.body);
  }
  const GOwned<GMimeFilter> filter(g_mime_filter_basic_new(encoding, FALSE));
  std::string body(part.body);
  char* bytes = nullptr;
  std::size_t size = 0;
  std::size_t before = 0;
  g_mime_filter_filter(filter.get(), body.data(), body.size(), 0, &bytes, &size,
                       &before);
  std::string decoded(bytes, size);
  g_mime_filter_complete(filter.get(), body.data(), 0, 0, &bytes, &size,
                         &before);
  return decoded.append(bytes, size);
}

// What is not a multipart is a body or an attachment.
void ReadLeaf(const RawPart& part, const ContentType& type, ParsedMail& mail) {
  const Disposition disposition(part.Field("Content-Disposition"));
  Attachment leaf;
  leaf.name = disposition.file_name.empty() ? type.parameter("name")
                                            : disposition.file_name;
  leaf.content_type = type.name();
  leaf.content = Decoded(part);
  if (!disposition.is_attachment && leaf.name.empty()) {
    std::string* body = leaf.content_type == "text/plain"  ? &mail.text_body
                        : leaf.content_type == "text/html" ? &mail.html
                                                           : nullptr;
    if (body != nullptr) {
      *body += WithNewlines(ToUtf8(leaf.content, type.parameter("charset")));
      return;
    }
  }
  leaf.content_id = WithoutBrackets(DecodeField(part.Field("Content-ID")));
  leaf.is_inline = disposition.is_inline ||
                   (!disposition.is_attachment && !leaf.content_id.empty());
  mail.attachments.push_back(std::move(leaf));
}

// Depth first, so that bodies and attachments come in the order of the mail. By
// hand rather than with GMime's parser, which reads nested messages and groups
// of addresses by recursion: a mail could overflow the stack.
void ReadTree(RawPart root, ParsedMail& mail) {
  // Each level is searched for its boundary. Mail has three or four.
  constexpr int kDeepest = 100;
  struct Node {
    RawPart part;
    int depth;
    const char* default_type;
  };
  std::vector<Node> left;
  left.push_back({std::move(root), 0, ""});
  while (!left.empty()) {
    const Node node = std::move(left.back());
    left.pop_back();
    const std::string field = node.part.Field("Content-Type");
    const ContentType type(field.empty() ? node.default_type : field);
    if (!type.is_multipart() || node.depth >= kDeepest) {
      ReadLeaf(node.part, type, mail);
      continue;
    }
    const std::vector<std::string_view> parts =
        SplitMultipart(node.part.body, type.parameter("boundary"));
    if (parts.empty()) {
      // Its boundary is missing: a reader is shown all of it.
      mail.text_body += WithNewlines(ToUtf8(node.part.body));
    }
    const char* default_type =
        type.name() == "multipart/digest" ? "message/rfc822" : "";
    for (auto each = parts.rbegin(); each != parts.rend(); ++each) {
      left.push_back({SplitHeader(*each), node.depth + 1, default_type});
    }
  }
}

}  // namespace

ParsedMail ParseMime(std::string_view mime) {
  StartGMime();
  ParsedMail mail;
  RawPart root = SplitHeader(mime);
  ReadMailFields(root, mail);
  ReadTree(std::move(root), mail);
  return mail;
}

}  // namespace letterbox
