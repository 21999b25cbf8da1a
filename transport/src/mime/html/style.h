// What style hides of a document.
// https://www.w3.org/TR/css-cascade-3/
#ifndef LETTERBOX_MIME_HTML_STYLE_H_
#define LETTERBOX_MIME_HTML_STYLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "mime/html/tree.h"

namespace letterbox {

struct StyleDeclaration {
  std::string property;  ///< lower case
  std::string value;     ///< lower case, without blanks at its ends
  bool is_important = false;
};

/// "color: red; display: none !important"
std::vector<StyleDeclaration> ParseDeclarations(std::string_view style);

struct StyleRule {
  std::string selector;
  std::vector<StyleDeclaration> declarations;
};

/// The rules that hold wherever a mail is shown: those inside @media and the
/// like are left out.
std::vector<StyleRule> ParseStyleSheet(std::string_view sheet);

/// How a reader sees a node.
enum class Visibility : char {
  kShown,
  kWithoutText,  ///< an image in it is seen, its text is not (font-size: 0)
  kInvisible,    ///< what is in it may be seen (visibility: hidden)
  kGone          ///< with all that is in it
};

/// For each node. Hidden is what has the attribute `hidden` or a style, its own
/// or by a rule of a <style>, of display: none, visibility: hidden, opacity: 0,
/// mso-hide: all or font-size: 0, and what no browser shows: the head, scripts.
std::vector<Visibility> VisibilityOf(const HtmlTree& tree);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_HTML_STYLE_H_
