// The tags of HTML source, one after the other, in linear time: what is to be
// known of a source before a parser is trusted with it.
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization
#ifndef LETTERBOX_MIME_HTML_TAG_SCANNER_H_
#define LETTERBOX_MIME_HTML_TAG_SCANNER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace letterbox {

/// A start or an end tag, by its place in the source.
struct HtmlTag {
  std::string name;       ///< lower case
  bool is_end = false;    ///< "</p>"
  std::size_t begin = 0;  ///< of its "<"
  std::size_t end = 0;    ///< past its ">"
  /// Past its 256th attribute: a parser compares each with all before it.
  std::size_t bounded_end = 0;
};

/// Comments and declarations are passed over, and so is the content of
/// elements whose content is no markup, until SkipsNoContent.
class HtmlTagScanner {
 public:
  explicit HtmlTagScanner(std::string_view html) : html_(html) {}

  /// Nothing at the end. A tag that does not end is none.
  std::optional<HtmlTag> Next();

  /// From here on nothing is taken for the content of a <style> or <textarea>:
  /// inside <svg>, <math> and <select> they mean something else.
  void SkipsNoContent() { skips_content_ = false; }

 private:
  void SkipComment(std::size_t at);
  void ScanAttributes(HtmlTag& tag);
  void SkipContent(const std::string& name);

  std::string_view html_;
  std::size_t at_ = 0;
  bool skips_content_ = true;
};

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_TAG_SCANNER_H_
