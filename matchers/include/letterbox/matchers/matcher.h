// The types of the matchers of mail and of its parts. Each can be named by an
// author who keeps a matcher in a variable or writes a function for one.
#ifndef LETTERBOX_MATCHERS_MATCHER_H_
#define LETTERBOX_MATCHERS_MATCHER_H_

#include <gmock/gmock.h>

#include <string>

#include "letterbox/transport/email.h"

namespace letterbox {

using EmailMatcher = testing::Matcher<const Email&>;
using AddressMatcher = testing::Matcher<const EmailAddress&>;
using LinkMatcher = testing::Matcher<const Link&>;
using AttachmentMatcher = testing::Matcher<const Attachment&>;
/// A string means equality; any string matcher will do.
using StringMatcher = testing::Matcher<const std::string&>;

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_MATCHER_H_
