#include "xml/reader.h"

#include <tinyxml2.h>

#include <utility>

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

void CheckProlog(const tinyxml2::XMLDocument& document) {
  int roots = 0;
  for (const tinyxml2::XMLNode* node = document.FirstChild(); node != nullptr;
       node = node->NextSibling()) {
    if (node->ToUnknown() != nullptr) {
      throw ParseError("a document type declaration is not allowed");
    }
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
  const tinyxml2::XMLError error = document->Parse(text.data(), text.size());
  if (error == tinyxml2::XML_ELEMENT_DEPTH_EXCEEDED) {
    throw ParseError("nested too deeply");
  }
  if (error != tinyxml2::XML_SUCCESS) {
    throw ParseError("line " + std::to_string(document->ErrorLineNum()) + ": " +
                     document->ErrorName());
  }
  CheckProlog(*document);
  return Document(std::move(document));
}

Element Document::root() const { return Element(document_->RootElement()); }

}  // namespace letterbox::xml
