#include "letterbox/matchers/body.h"

#include <utility>

#include "part.h"
#include "some.h"
#include "text_is.h"

namespace letterbox {
EmailMatcher HasText(StringMatcher text) {
  return internal::Part<Email>({"whose text", "whose text is"}, &Email::text,
                               std::move(text));
}
EmailMatcher HasText(const std::string& text) {
  return internal::TextIs<Email>({"whose text", "whose text is"}, &Email::text,
                                 text, "HasText(HasSubstr(");
}
EmailMatcher HasText(const char* text) { return HasText(std::string(text)); }

EmailMatcher HasHtml(StringMatcher html) {
  return internal::Part<Email>({"whose HTML body", "whose HTML body is"},
                               &Email::html, std::move(html));
}

EmailMatcher HasLink(LinkMatcher link) {
  return internal::Some<Link>(
      {"has a link", "has no link", "has the link", "links"},
      [](const Email& mail) { return internal::PointersTo(mail.links()); },
      std::move(link));
}
EmailMatcher HasLink(const std::string& url) { return HasLink(WithUrl(url)); }
EmailMatcher HasLink(const char* url) { return HasLink(WithUrl(url)); }

LinkMatcher WithText(StringMatcher text) {
  return internal::Part<Link>(
      {"with a text that", "with the text"},
      [](const Link& whole) -> const std::string& { return whole.text; },
      std::move(text));
}

LinkMatcher WithUrl(StringMatcher url) {
  return internal::Part<Link>(
      {"with a URL that", "with the URL"},
      [](const Link& whole) -> const std::string& { return whole.url; },
      std::move(url));
}

}  // namespace letterbox
