// Matchers of the files that a mail carries.
//
//   matcher         inner type  the mail, or the attachment, matches if
//   HasAttachment   attachment  some attachment matches
//   IsNamed         string      the attachment's file name matches
//   HasContentType  string      its type, in lower case, matches
//   HasContent      string      its decoded bytes match
//
//   EXPECT_THAT(mail, HasAttachment("invoice.pdf"));
//   EXPECT_THAT(mail, HasAttachment(AllOf(HasContentType("application/pdf"),
//                                         HasContent(StartsWith("%PDF")))));
//
// Where the inner type is an attachment, a string is short for IsNamed.
#ifndef LETTERBOX_MATCHERS_ATTACHMENT_H_
#define LETTERBOX_MATCHERS_ATTACHMENT_H_

#include "letterbox/matchers/matcher.h"

namespace letterbox {

EmailMatcher HasAttachment(AttachmentMatcher attachment);
EmailMatcher HasAttachment(const std::string& name);
EmailMatcher HasAttachment(const char* name);

AttachmentMatcher IsNamed(StringMatcher name);

AttachmentMatcher HasContentType(StringMatcher content_type);

AttachmentMatcher HasContent(StringMatcher content);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ATTACHMENT_H_
