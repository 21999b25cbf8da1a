// The types of the matchers of mail and of its parts. Each can be named by an
// author who keeps a matcher in a variable or writes a function for one.
#ifndef LETTERBOX_MATCHERS_MATCHER_H_
#define LETTERBOX_MATCHERS_MATCHER_H_

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

using EmailMatcher = testing::Matcher<const Email&>;
using AddressMatcher = testing::Matcher<const EmailAddress&>;
using LinkMatcher = testing::Matcher<const Link&>;
using ElementMatcher = testing::Matcher<const HtmlElement&>;
using TableMatcher = testing::Matcher<const Table&>;
using ImageMatcher = testing::Matcher<const Image&>;
using AttachmentMatcher = testing::Matcher<const Attachment&>;
/// A string means equality; any string matcher will do.
using StringMatcher = testing::Matcher<const std::string&>;
/// See time.h.
using TimeMatcher =
    testing::Matcher<const std::chrono::system_clock::time_point&>;
/// Of a whole list: `SizeIs(2)`, `IsEmpty()`, `ElementsAre(…)`, `Each(…)`.
using AddressListMatcher = testing::Matcher<const std::vector<EmailAddress>&>;
using ElementListMatcher = testing::Matcher<const std::vector<HtmlElement>&>;
using ImageListMatcher = testing::Matcher<const std::vector<Image>&>;
using RowListMatcher =
    testing::Matcher<const std::vector<std::vector<std::string>>&>;
using StringListMatcher = testing::Matcher<const std::vector<std::string>&>;

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_MATCHER_H_
