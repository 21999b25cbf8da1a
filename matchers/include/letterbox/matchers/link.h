// Matchers of the links of a mail.
//
//   matcher                   inner type  the mail, or the link, matches if
//   HasLink                   link        some link matches
//   HasWellFormedLinks()      -           each link leads somewhere: an
//                                         absolute address without mistakes
//   HasUnsubscribe            link        some address in List-Unsubscribe
//                                         matches
//   HasOneClickUnsubscribe()  -           it can be unsubscribed from with one
//                                         request, by https
//   WithText                  string      the link's text, white space
//                                         collapsed, matches
//   WithUrl                   string      its URL matches
//   WithScheme                string      its scheme, in lower case, matches
//   WithHost                  string      its host, in lower case, matches
//   WithPath                  string      its path, as it stands there, matches
//   WithQuery(name)           string      some query parameter of that name,
//                                         decoded, matches
//   IsMailto                  address     it is mailto: and some recipient
//                                         matches
//   IsRewritten()             -           a gateway, such as Safe Links, put
//                                         its own address there
//   WithOriginal              link        the link with the address that the
//                                         sender wrote matches
//
//   EXPECT_THAT(mail, HasLink(AllOf(WithText("Track your parcel"),
//                                   WithHost("contoso.test"),
//                                   WithQuery("order", "A-1042"))));
//   EXPECT_THAT(mail, HasLink(WithOriginal("https://contoso.test/track")));
//
// Where the inner type is a link, a string is short for WithUrl.
#ifndef LETTERBOX_MATCHERS_LINK_H_
#define LETTERBOX_MATCHERS_LINK_H_

#include <string>

#include "letterbox/matchers/matcher.h"
#include "letterbox/transport/url.h"

namespace letterbox {

EmailMatcher HasLink(LinkMatcher link);
EmailMatcher HasLink(const std::string& url);
EmailMatcher HasLink(const char* url);

/// See UrlProblem in url.h for what is a mistake.
EmailMatcher HasWellFormedLinks();

EmailMatcher HasUnsubscribe(LinkMatcher link);
EmailMatcher HasUnsubscribe(const std::string& url);
EmailMatcher HasUnsubscribe(const char* url);

EmailMatcher HasOneClickUnsubscribe();

LinkMatcher WithText(StringMatcher text);

LinkMatcher WithUrl(StringMatcher url);

LinkMatcher WithScheme(StringMatcher scheme);

LinkMatcher WithHost(StringMatcher host);

LinkMatcher WithPath(StringMatcher path);

LinkMatcher WithQuery(const std::string& name,
                      StringMatcher value = testing::_);

LinkMatcher IsMailto(AddressMatcher recipient);
LinkMatcher IsMailto(const std::string& address);
LinkMatcher IsMailto(const char* address);

/// See IsGatewayUrl in url.h for the gateways.
LinkMatcher IsRewritten();

/// A link that no gateway wrote anew is its own original.
LinkMatcher WithOriginal(LinkMatcher original);
LinkMatcher WithOriginal(const std::string& url);
LinkMatcher WithOriginal(const char* url);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_LINK_H_
