// Writing XML.
#ifndef LETTERBOX_XML_WRITER_H_
#define LETTERBOX_XML_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace letterbox::xml {

/// Appends elements to a text. Names are written as given, with their prefix;
/// the caller declares the namespaces. CR is written as a reference, so that it
/// survives; what XML 1.0 cannot hold (other control characters, bad UTF-8)
/// becomes U+FFFD.
class Writer {
 public:
  /// Opens an element; attributes follow before any content.
  Writer& Open(std::string_view name);
  Writer& Attribute(std::string_view name, std::string_view value);
  Writer& Text(std::string_view text);
  /// Text known to hold no special character, such as base64: no escaping.
  Writer& PlainText(std::string_view text);
  /// Closes the innermost open element.
  Writer& Close();
  /// Open, Text, Close.
  Writer& Leaf(std::string_view name, std::string_view text);
  Writer& Leaf(std::string_view name, bool value);
  Writer& Leaf(std::string_view name, const char* text) {
    return Leaf(name, std::string_view(text));
  }
  Writer& Number(std::string_view name, long long value);

  /// How long the text is, all tags ended that are begun.
  std::size_t size();

  /// Closes what is open and hands out the text.
  std::string Finish();

 private:
  void EndTag();

  std::string out_;
  std::vector<std::string> open_;
  bool in_tag_ = false;
};

}  // namespace letterbox::xml

#endif  // LETTERBOX_XML_WRITER_H_
