#include "letterbox/matchers/body.h"

#include <algorithm>
#include <ostream>
#include <string_view>
#include <utility>

#include "explain.h"
#include "part.h"
#include "some.h"

namespace letterbox {
namespace {

constexpr std::size_t kLongestExcerpt = 200;

// Where `a` and `b` first differ, moved back to the begin of a character.
std::size_t FirstDifference(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  while (at > 0 && at < a.size() && (a[at] & 0xC0) == 0x80) --at;
  return at;
}

// The whole text where it is short, else what is around the first difference.
std::string ShowText(std::string_view text, std::string_view wanted) {
  constexpr std::size_t kBefore = 40;
  if (text.size() <= kLongestExcerpt) return "is " + Quoted(text);
  const std::size_t at = FirstDifference(text, wanted);
  if (at <= kBefore) return "is " + Quoted(text, kLongestExcerpt);
  std::size_t begin = at - kBefore;
  while ((text[begin] & 0xC0) == 0x80) ++begin;
  return "differs at byte " + std::to_string(at) + " of " +
         std::to_string(text.size()) + ", where it is ..." +
         Quoted(text.substr(begin), kLongestExcerpt);
}

// The whole visible text is a string. Apart from Part, since here a likely
// mistake can be told: a part of the text was meant.
class TextIs : public testing::MatcherInterface<const Email&> {
 public:
  explicit TextIs(std::string text)
      : text_(std::move(text)), equal_(testing::Eq(text_)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "whose text " << internal::Description(equal_, false);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "whose text " << internal::Description(equal_, true);
  }
  bool MatchAndExplain(const Email& mail,
                       testing::MatchResultListener* listener) const override {
    const std::string& text = mail.text();
    const bool matches = text == text_;
    if (!internal::IsInterested(listener)) return matches;
    *listener << "whose text " << ShowText(text, text_);
    const bool is_part =
        !matches && !text_.empty() && text.find(text_) != std::string::npos;
    if (is_part) {
      *listener << "; did you mean HasText(HasSubstr(" << Quoted(text_, 60)
                << "))?";
    }
    return matches;
  }

 private:
  std::string text_;
  StringMatcher equal_;
};

}  // namespace

EmailMatcher HasText(StringMatcher text) {
  return internal::Part<Email>({"whose text", "whose text is"}, &Email::text,
                               std::move(text));
}
EmailMatcher HasText(const std::string& text) {
  return testing::MakeMatcher(new TextIs(text));
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
