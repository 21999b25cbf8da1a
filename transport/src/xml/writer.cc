#include "xml/writer.h"

#include <utility>

#include "xml/utf8.h"

namespace letterbox::xml {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The characters of a multi-byte sequence that XML 1.0 leaves out.
bool IsNoncharacter(std::string_view character) {
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

void AppendEscaped(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const std::size_t length = Utf8Length(text, at);
      const std::string_view character =
          text.substr(at, length == 0 ? 1 : length);
      out +=
          length == 0 || IsNoncharacter(character) ? kReplacement : character;
      at += character.size();
      continue;
    }
    ++at;
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\r') {
      out += "&#xD;";
    } else if (byte < 0x20 && c != '\n' && c != '\t') {
      out += kReplacement;
    } else {
      out += c;
    }
  }
}

}  // namespace

void Writer::EndTag() {
  if (in_tag_) out_ += '>';
  in_tag_ = false;
}

Writer& Writer::Open(std::string_view name) {
  EndTag();
  out_ += '<';
  out_ += name;
  open_.emplace_back(name);
  in_tag_ = true;
  return *this;
}

Writer& Writer::Attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  AppendEscaped(out_, value);
  out_ += '"';
  return *this;
}

Writer& Writer::Text(std::string_view text) {
  EndTag();
  AppendEscaped(out_, text);
  return *this;
}

Writer& Writer::PlainText(std::string_view text) {
  EndTag();
  out_ += text;
  return *this;
}

Writer& Writer::Close() {
  if (in_tag_) {
    out_ += "/>";
    in_tag_ = false;
  } else {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
  }
  open_.pop_back();
  return *this;
}

Writer& Writer::Leaf(std::string_view name, std::string_view text) {
  return Open(name).Text(text).Close();
}

Writer& Writer::Leaf(std::string_view name, bool value) {
  return Leaf(name, value ? "true" : "false");
}

Writer& Writer::Number(std::string_view name, long long value) {
  return Leaf(name, std::to_string(value));
}

std::size_t Writer::size() {
  EndTag();
  return out_.size();
}

std::string Writer::Finish() {
  while (!open_.empty()) Close();
  return std::move(out_);
}

}  // namespace letterbox::xml
