// What a reader sees of HTML and of plain text.
#include "fuzz/fuzz.h"
#include "mime/html/view.h"
#include "mime/text.h"

namespace letterbox::fuzz {

void Run(std::string_view input) {
  const HtmlDocument document(input);
  Require(CollapseWhitespace(document.text()) == document.text(),
          "the visible text has its white space collapsed");
  document.Lines();
  document.Links();
  document.Tables();
  document.Images();
  document.Select("table > tr td:not(.x), a[href^=https]");
  LinksInText(input);
}

std::vector<std::string> Seeds() {
  return {
      "<p>Your code is <b>123456</b>.<br>See <a href=\"https://contoso.test/\">"
      "the\n shop</a></p><style>p {}</style><p hidden>no</p>",
      "<table><tr><td>1</td><td style=\"display: none\">2</td></tr></table>"
      "&amp;&nbsp;&#x1F4E7;<!-- c --><script>x</script><div>",
      "See (https://contoso.test/a?b=c), or mailto:qa@contoso.test."};
}

}  // namespace letterbox::fuzz
