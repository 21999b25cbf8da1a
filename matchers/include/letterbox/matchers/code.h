// A matcher of one-time codes.
//
//   matcher  inner type  the mail matches if
//   HasCode  string      some one-time code that a person would find in it
//                        matches
//
//   EXPECT_THAT(mail, HasCode(SizeIs(6)));
//   page.Enter(Codes(mail).front());
//
// Codes and how they are found: extract.h.
#ifndef LETTERBOX_MATCHERS_CODE_H_
#define LETTERBOX_MATCHERS_CODE_H_

#include "letterbox/matchers/matcher.h"
#include "letterbox/transport/extract.h"

namespace letterbox {

EmailMatcher HasCode(StringMatcher code = testing::_);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_CODE_H_
