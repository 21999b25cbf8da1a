#include "xml/reader.h"

#include <tinyxml2.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "mime/base64.h"
#include "xml/utf8.h"

namespace letterbox::xml {
namespace {

// The part before and the part after the colon of a qualified name.
std::pair<std::string_view, std::string_view> Split(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// Whether `attribute` declares the namespace of `prefix`.
bool Declares(std::string_view attribute, std::string_view prefix) {
  constexpr std::string_view kXmlns = "xmlns";
  if (attribute.substr(0, kXmlns.size()) != kXmlns) return false;
  attribute.remove_prefix(kXmlns.size());
  if (prefix.empty()) return attribute.empty();
  return !attribute.empty() && attribute[0] == ':' &&
         attribute.substr(1) == prefix;
}

// The code point of the character reference that `text` begins with, after its
// "&#"; a value beyond Unicode where it is none.
unsigned long ReferredTo(std::string_view text) {
  constexpr unsigned long kNone = 0x110000;
  const bool hex = !text.empty() && text[0] == 'x';
  if (hex) text.remove_prefix(1);
  unsigned long value = 0;
  std::size_t digits = 0;
  for (const char c : text.substr(0, 12)) {
    if (c == ';') return digits == 0 ? kNone : value;
    const std::size_t digit =
        std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos || (!hex && digit > 9)) return kNone;
    value = std::min(value * (hex ? 16 : 10) + digit % 16, kNone);
    ++digits;
  }
  return kNone;
}

// Some servers refer to characters that cannot be (.NET writes the NUL of a
// subject as "&#x0;"), and tinyxml2 decodes that to bad UTF-8 or cuts the text
// there: such a reference becomes U+FFFD.
std::string WithoutBadReferences(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.find("&#"); at != std::string_view::npos;
       at = text.find("&#", at + 2)) {
    const unsigned long value = ReferredTo(text.substr(at + 2));
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value != 0 && value <= 0x10FFFF && !surrogate) continue;
    const std::size_t end = text.find_first_of(";<&", at + 2);
    out.append(text, copied, at - copied).append("&#xFFFD;");
    copied = end == std::string_view::npos ? text.size()
                                           : end + (text[end] == ';' ? 1 : 0);
  }
  return out.append(text, std::min(copied, text.size()));
}

class DeclarationFinder : public tinyxml2::XMLVisitor {
 public:
  bool Visit(const tinyxml2::XMLUnknown&) override {
    found_ = true;
    return false;
  }
  bool found() const { return found_; }

 private:
  bool found_ = false;
};

void CheckStructure(const tinyxml2::XMLDocument& document) {
  DeclarationFinder declarations;
  document.Accept(&declarations);
  if (declarations.found()) {
    throw ParseError("a document type declaration is not allowed");
  }
  int roots = 0;
  for (const tinyxml2::XMLNode* node = document.FirstChild(); node != nullptr;
       node = node->NextSibling()) {
    if (node->ToElement() != nullptr) ++roots;
    if (node->ToText() != nullptr) throw ParseError("text outside the root");
  }
  if (roots != 1) {
    throw ParseError(roots == 0 ? "no root element" : "more than one root");
  }
}

}  // namespace

std::string_view Element::local() const {
  return node_ == nullptr ? std::string_view() : Split(node_->Name()).second;
}

std::string_view Element::ns() const {
  if (node_ == nullptr) return {};
  const std::string_view prefix = Split(node_->Name()).first;
  for (const tinyxml2::XMLNode* node = node_; node != nullptr;
       node = node->Parent()) {
    const tinyxml2::XMLElement* element = node->ToElement();
    if (element == nullptr) break;
    for (const tinyxml2::XMLAttribute* attribute = element->FirstAttribute();
         attribute != nullptr; attribute = attribute->Next()) {
      if (Declares(attribute->Name(), prefix)) return attribute->Value();
    }
  }
  return {};
}

bool Element::Is(Name name) const {
  return node_ != nullptr && local() == name.local && ns() == name.ns;
}

Element Element::Child(Name name) const {
  const Element first = FirstChild();
  return first.Is(name) ? first : first.Next(name);
}

Element Element::FirstChild() const {
  return Element(node_ == nullptr ? nullptr : node_->FirstChildElement());
}

Element Element::Next() const {
  return Element(node_ == nullptr ? nullptr : node_->NextSiblingElement());
}

Element Element::Next(Name name) const {
  Element next = Next();
  while (next && !next.Is(name)) next = next.Next();
  return next;
}

std::string Element::Text() const {
  std::string text;
  if (node_ == nullptr) return text;
  for (const tinyxml2::XMLNode* node = node_->FirstChild(); node != nullptr;
       node = node->NextSibling()) {
    if (node->ToText() != nullptr) text += node->Value();
  }
  return text;
}

std::optional<std::string> Element::TakeBase64() const {
  const std::string text = Text();
  const std::optional<std::size_t> place = Spliced::PlaceIn(text);
  if (!place) return DecodeBase64(text);
  auto* const contents =
      static_cast<Spliced::Contents*>(node_->GetDocument()->GetUserData());
  if (contents == nullptr || *place >= contents->size()) return std::nullopt;
  return std::exchange((*contents)[*place], std::nullopt);
}

std::optional<std::string> Element::Attribute(const char* name) const {
  const char* value = node_ == nullptr ? nullptr : node_->Attribute(name);
  if (value == nullptr) return std::nullopt;
  return value;
}

Document::Document(std::unique_ptr<tinyxml2::XMLDocument> document)
    : document_(std::move(document)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::Parse(std::string_view text) {
  const std::size_t invalid = FindInvalidUtf8(text);
  if (invalid != std::string_view::npos) {
    throw ParseError("byte " + std::to_string(invalid) + " is not UTF-8");
  }
  if (text.find('\0') != std::string_view::npos) {
    throw ParseError("a NUL byte is not allowed");
  }
  auto document = std::make_unique<tinyxml2::XMLDocument>();
  const std::string clean = WithoutBadReferences(text);
  const tinyxml2::XMLError error = document->Parse(clean.data(), clean.size());
  if (error == tinyxml2::XML_ELEMENT_DEPTH_EXCEEDED) {
    throw ParseError("nested too deeply");
  }
  if (error != tinyxml2::XML_SUCCESS) {
    throw ParseError("line " + std::to_string(document->ErrorLineNum()) + ": " +
                     document->ErrorName());
  }
  CheckStructure(*document);
  return Document(std::move(document));
}

Document Document::Parse(Spliced spliced) {
  Document document = Parse(spliced.text);
  document.contents_ =
      std::make_unique<Spliced::Contents>(std::move(spliced.contents));
  document.document_->SetUserData(document.contents_.get());
  return document;
}

Element Document::root() const { return Element(document_->RootElement()); }

}  // namespace letterbox::xml
