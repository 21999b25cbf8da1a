// Reading XML by (namespace, local name). Hostile input ends in a ParseError.
#ifndef LETTERBOX_XML_READER_H_
#define LETTERBOX_XML_READER_H_

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "xml/names.h"
#include "xml/splicer.h"

namespace tinyxml2 {
class XMLDocument;
class XMLElement;
}  // namespace tinyxml2

namespace letterbox::xml {

class ParseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A place in a Document, which must outlive it. An empty element has no
/// children, no text and no attributes, so that paths need no checks.
class Element {
 public:
  Element() = default;
  explicit Element(const tinyxml2::XMLElement* node) : node_(node) {}

  explicit operator bool() const { return node_ != nullptr; }

  std::string_view local() const;
  /// Empty for an undeclared prefix.
  std::string_view ns() const;
  bool Is(Name name) const;

  /// The first child of that name.
  Element Child(Name name) const;
  Element FirstChild() const;
  /// The next sibling.
  Element Next() const;
  /// The next sibling of that name.
  Element Next(Name name) const;

  /// All text and CDATA directly inside, concatenated.
  std::string Text() const;
  /// The text of the first child of that name, or "".
  std::string ChildText(Name name) const { return Child(name).Text(); }
  /// The bytes that its text says in Base64; nothing where it is none. Of a
  /// text that was spliced out (Splicer) they can be taken once.
  std::optional<std::string> TakeBase64() const;
  /// An attribute without namespace.
  std::optional<std::string> Attribute(const char* name) const;

  /// For range-for over all children: `for (Element e : parent)`.
  class Iterator;
  Iterator begin() const;
  Iterator end() const;

 private:
  const tinyxml2::XMLElement* node_ = nullptr;
};

class Element::Iterator {
 public:
  explicit Iterator(Element at) : at_(at) {}
  Element operator*() const { return at_; }
  Iterator& operator++() {
    at_ = at_.Next();
    return *this;
  }
  bool operator!=(const Iterator& other) const {
    return at_.node_ != other.at_.node_;
  }

 private:
  Element at_;
};

inline Element::Iterator Element::begin() const {
  return Iterator(FirstChild());
}
inline Element::Iterator Element::end() const { return Iterator(Element()); }

/// A parsed document. Refused are: what is not well-formed UTF-8 XML, a
/// DOCTYPE, more than one root, nesting beyond 98 levels. A reference to what
/// is no character reads as U+FFFD.
class Document {
 public:
  static Document Parse(std::string_view text);
  static Document Parse(Spliced spliced);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Element root() const;

 private:
  explicit Document(std::unique_ptr<tinyxml2::XMLDocument> document);
  std::unique_ptr<tinyxml2::XMLDocument> document_;
  /// What was spliced out: the user data of `document_`.
  std::unique_ptr<Spliced::Contents> contents_;
};

}  // namespace letterbox::xml

#endif  // LETTERBOX_XML_READER_H_
