#include "mime/tnef.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ascii.h"
#include "mime/byte_reader.h"
#include "mime/charset.h"
#include "mime/rtf.h"

namespace letterbox {
namespace {

constexpr std::uint32_t kSignature = 0x223E9F78;

// Attributes. MS-OXTNEF 2.1.3.
constexpr std::uint16_t kBody = 0x800C;
constexpr std::uint16_t kAttachmentTitle = 0x8010;
constexpr std::uint16_t kAttachmentData = 0x800F;
constexpr std::uint16_t kAttachmentBegin = 0x9002;
constexpr std::uint16_t kMessageProperties = 0x9003;
constexpr std::uint16_t kAttachmentProperties = 0x9005;
constexpr std::uint16_t kCodePage = 0x9007;

// Properties. MS-OXPROPS.
constexpr std::uint16_t kPropertyBody = 0x1000;
constexpr std::uint16_t kPropertyRtf = 0x1009;
constexpr std::uint16_t kPropertyHtml = 0x1013;
constexpr std::uint16_t kPropertyCodePage = 0x3FDE;
constexpr std::uint16_t kPropertyData = 0x3701;
constexpr std::uint16_t kPropertyShortName = 0x3704;
constexpr std::uint16_t kPropertyLongName = 0x3707;
constexpr std::uint16_t kPropertyType = 0x370E;
constexpr std::uint16_t kPropertyContentId = 0x3712;

// Types of properties, and the bytes that a value has. MS-OXCDATA 2.11.1.
constexpr std::uint16_t kObject = 0x0D;
constexpr std::uint16_t kString8 = 0x1E;
constexpr std::uint16_t kUnicode = 0x1F;
constexpr std::uint16_t kBinary = 0x102;
constexpr std::uint16_t kMany = 0x1000;

struct FixedType {
  std::uint16_t type;
  std::size_t size;
};
constexpr FixedType kFixed[] = {
    {0x00, 0}, {0x01, 0}, {0x02, 4}, {0x03, 4}, {0x04, 4}, {0x05, 8}, {0x06, 8},
    {0x07, 8}, {0x0A, 4}, {0x0B, 4}, {0x14, 8}, {0x40, 8}, {0x48, 16}};

struct Property {
  std::uint16_t type = 0;
  std::string_view value;  // the first one
};
using Properties = std::map<std::uint16_t, Property>;

std::string CharsetOf(unsigned code_page) {
  switch (code_page) {
    case 0:
      return "windows-1252";
    case 932:
      return "shift_jis";
    case 936:
      return "gbk";
    case 949:
      return "euc-kr";
    case 950:
      return "big5";
    case 65001:
      return "utf-8";
    default:
      return "cp" + std::to_string(code_page);
  }
}

// A named property has its name before its values.
void SkipName(ByteReader& reader) {
  reader.Take(16);
  if (reader.U32() == 0) {
    reader.U32();
  } else {
    reader.TakePadded(reader.U32());
  }
}

// The first of the values of one property; false where its type is unknown, so
// that nothing behind it can be found.
bool ReadValue(ByteReader& reader, std::uint16_t type, Property& property) {
  property.type = type & static_cast<std::uint16_t>(~kMany);
  const bool many = (type & kMany) != 0;
  const bool is_variable =
      property.type == kObject || property.type == kString8 ||
      property.type == kUnicode || property.type == kBinary;
  const auto fixed = std::find_if(
      std::begin(kFixed), std::end(kFixed),
      [&](const FixedType& each) { return each.type == property.type; });
  if (!is_variable && fixed == std::end(kFixed)) return false;
  std::uint32_t count = many || is_variable ? reader.U32() : 1;
  for (bool first = true; count > 0 && !reader.overran(); --count) {
    const std::string_view value = is_variable ? reader.TakePadded(reader.U32())
                                               : reader.Take(fixed->size);
    if (std::exchange(first, false)) property.value = value;
    if (reader.at_end()) break;
  }
  return true;
}

Properties ReadProperties(std::string_view bytes, Notes& notes) {
  Properties properties;
  ByteReader reader(bytes);
  for (std::uint32_t left = reader.U32(); left > 0 && !reader.at_end();
       --left) {
    const std::uint16_t type = reader.U16();
    const std::uint16_t id = reader.U16();
    if (id >= 0x8000) SkipName(reader);
    Property property;
    if (!ReadValue(reader, type, property)) {
      notes.Add("winmail.dat has a property of an unknown type");
      break;
    }
    properties.emplace(id, property);
  }
  if (reader.overran()) notes.Add("winmail.dat has a property that is cut off");
  return properties;
}

class TnefReader {
 public:
  explicit TnefReader(Notes& notes) : notes_(notes) {}

  TnefMail Read(ByteReader reader) {
    while (!reader.at_end()) {
      const bool of_attachment = reader.U8() == 2;
      const std::uint16_t id = reader.U16();
      reader.U16();  // its type
      const std::string_view data = reader.Take(reader.U32());
      const std::uint16_t sum = reader.U16();
      if (reader.overran()) {
        notes_.Add("winmail.dat is cut off");
      } else if (sum != SumOf(data)) {
        notes_.Add("winmail.dat has a wrong checksum");
      }
      if (of_attachment) {
        ReadAttachment(id, data);
      } else {
        ReadMessage(id, data);
      }
    }
    return std::move(mail_);
  }

 private:
  static std::uint16_t SumOf(std::string_view data) {
    std::uint16_t sum = 0;
    for (const char c : data) {
      sum = static_cast<std::uint16_t>(sum + static_cast<unsigned char>(c));
    }
    return sum;
  }

  std::string TextOf(const Properties& properties, std::uint16_t id) const {
    const auto found = properties.find(id);
    if (found == properties.end()) return "";
    return TextOf(found->second.value,
                  found->second.type == kUnicode ? "utf-16le" : charset_);
  }

  // Strings end in a NUL.
  static std::string TextOf(std::string_view bytes,
                            const std::string& charset) {
    std::string text = ToUtf8(bytes, charset);
    text.resize(std::min(text.find('\0'), text.size()));
    return text;
  }

  void ReadMessage(std::uint16_t id, std::string_view data) {
    if (id == kCodePage) {
      charset_ = CharsetOf(ByteReader(data).U32());
    } else if (id == kBody) {
      mail_.text = TextOf(data, charset_);
    } else if (id == kMessageProperties) {
      ReadBodies(ReadProperties(data, notes_));
    }
  }

  void ReadBodies(const Properties& properties) {
    const std::string text = TextOf(properties, kPropertyBody);
    if (!text.empty()) mail_.text = text;
    if (const auto html = properties.find(kPropertyHtml);
        html != properties.end()) {
      const auto page = properties.find(kPropertyCodePage);
      const std::string charset =
          page == properties.end()
              ? charset_
              : CharsetOf(ByteReader(page->second.value).U32());
      mail_.html = TextOf(html->second.value,
                          html->second.type == kUnicode ? "utf-16le" : charset);
    }
    const auto rtf = properties.find(kPropertyRtf);
    if (rtf == properties.end()) return;
    RtfBody body = ReadRtf(UnpackRtf(rtf->second.value));
    std::string& to = body.is_html ? mail_.html : mail_.text;
    if (to.empty()) to = std::move(body.text);
  }

  void ReadAttachment(std::uint16_t id, std::string_view data) {
    constexpr std::size_t kMost = 10000;
    if (id == kAttachmentBegin || mail_.attachments.empty()) {
      if (mail_.attachments.size() >= kMost) return;
      mail_.attachments.emplace_back();
    }
    Attachment& attachment = mail_.attachments.back();
    if (id == kAttachmentTitle && attachment.name.empty()) {
      attachment.name = TextOf(data, charset_);
    } else if (id == kAttachmentData) {
      attachment.content = std::string(data);
    } else if (id == kAttachmentProperties) {
      Describe(ReadProperties(data, notes_), attachment);
    }
  }

  void Describe(const Properties& properties, Attachment& attachment) const {
    for (const std::uint16_t id : {kPropertyLongName, kPropertyShortName}) {
      const std::string name = TextOf(properties, id);
      if (name.empty()) continue;
      attachment.name = name;
      break;
    }
    const std::string type = TextOf(properties, kPropertyType);
    if (!type.empty()) attachment.content_type = ToLower(type);
    attachment.content_id = TextOf(properties, kPropertyContentId);
    attachment.is_inline = !attachment.content_id.empty();
    const auto data = properties.find(kPropertyData);
    if (data == properties.end() || !attachment.content.empty()) return;
    std::string_view bytes = data->second.value;
    // An object begins with the id of its interface: a mail is TNEF again.
    constexpr std::size_t kInterface = 16;
    if (data->second.type == kObject) {
      bytes.remove_prefix(std::min(kInterface, bytes.size()));
      attachment.content_type = "application/ms-tnef";
    }
    attachment.content = std::string(bytes);
  }

  Notes& notes_;
  TnefMail mail_;
  std::string charset_ = "windows-1252";
};

}  // namespace

std::optional<TnefMail> ReadTnef(std::string_view bytes, Notes& notes) {
  ByteReader reader(bytes);
  if (reader.U32() != kSignature) return std::nullopt;
  reader.U16();  // a key
  return TnefReader(notes).Read(reader);
}

}  // namespace letterbox
