// Matchers of what a reader sees of a mail.
//
//   matcher   inner type  the mail, or the link, matches if
//   HasText   string      its visible text, white space collapsed, matches
//   HasHtml   string      its HTML body, as it was sent, matches
//   HasLink   link        some link matches
//   WithText  string      the link's text, white space collapsed, matches
//   WithUrl   string      the link's URL matches
//
//   EXPECT_THAT(mail, HasText(HasSubstr("Thank you for your order")));
//   EXPECT_THAT(mail, HasLink(AllOf(WithText("Track your parcel"),
//                                   WithUrl(StartsWith("https://")))));
//
// Where the inner type is a link, a string is short for WithUrl.
#ifndef LETTERBOX_MATCHERS_BODY_H_
#define LETTERBOX_MATCHERS_BODY_H_

#include "letterbox/matchers/matcher.h"

namespace letterbox {

/// A string means the whole text; for a part of it: HasText(HasSubstr("…")).
EmailMatcher HasText(StringMatcher text);
EmailMatcher HasText(const std::string& text);
EmailMatcher HasText(const char* text);

EmailMatcher HasHtml(StringMatcher html);

EmailMatcher HasLink(LinkMatcher link);
EmailMatcher HasLink(const std::string& url);
EmailMatcher HasLink(const char* url);

LinkMatcher WithText(StringMatcher text);

LinkMatcher WithUrl(StringMatcher url);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_BODY_H_
