// Matchers of what the mailbox knows about a mail.
//
//   matcher         inner type   the mail matches if
//   WasSent         time         the time it was sent matches
//   WasReceived     time         the time it was received matches
//   HasImportance   importance   its importance matches
//   HasSensitivity  sensitivity  its sensitivity matches
//   HasCategory     string       some category matches
//   HasCategories   strings      the list of all categories matches
//   HasFlag         flag         its flag matches
//   IsRead          -            it is marked as read
//   LandedIn        string       the folder that it lies in matches: "inbox",
//                                "junkemail", "inbox/Orders"
//
//   EXPECT_THAT(mail, AllOf(HasImportance(Importance::kHigh),
//                           LandedIn("inbox"), Not(IsRead())));
//
// Importance, sensitivity and the times come from the server, else from the
// mail's header. Folders go by their well-known names in EWS.
#ifndef LETTERBOX_MATCHERS_ITEM_H_
#define LETTERBOX_MATCHERS_ITEM_H_

#include "letterbox/matchers/matcher.h"
#include "letterbox/matchers/time.h"

namespace letterbox {

EmailMatcher WasSent(TimeMatcher time);

EmailMatcher WasReceived(TimeMatcher time);

EmailMatcher HasImportance(testing::Matcher<const Importance&> importance);

EmailMatcher HasSensitivity(testing::Matcher<const Sensitivity&> sensitivity);

EmailMatcher HasCategory(StringMatcher category);

EmailMatcher HasCategories(StringListMatcher categories);

EmailMatcher HasFlag(testing::Matcher<const Flag&> flag);

EmailMatcher IsRead();

/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
EmailMatcher LandedIn(StringMatcher folder);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ITEM_H_
