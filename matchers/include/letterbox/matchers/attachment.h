// Matchers of the files that a mail carries.
//
//   matcher             inner type   the mail, or the attachment, matches if
//   HasAttachment       attachment   some attachment matches
//   HasAttachments      attachments  the list of all attachments matches, in
//                                    the order of the mail
//   IsNamed             string       the attachment's file name matches
//   HasContentType      string       its declared type, in lower case, matches
//   HasSniffedType      string       the type that its bytes speak of matches
//   HasSize             number       the number of its decoded bytes matches
//   HasContent          string       its decoded bytes match
//   HasContentText      string       its text, in UTF-8 with lines ended by
//                                    "\n", matches
//   HasSha256           string       its SHA-256, 64 hexadecimal digits in
//                                    lower case, matches
//   HasContentOf(file)  -            its bytes are those of a file
//   IsInline            -            it is shown in the body rather than beside
//                                    it
//   IsEmail             mail         it is a mail, and that matches
//
//   EXPECT_THAT(mail, HasAttachment("invoice.pdf"));
//   EXPECT_THAT(mail, HasAttachment(AllOf(HasContentType("application/pdf"),
//                                         HasSniffedType("application/pdf"),
//                                         HasSize(Lt(100000u)))));
//   EXPECT_THAT(mail, HasAttachments(ElementsAre(IsNamed("invoice.pdf"),
//                                                IsNamed("terms.pdf"))));
//   EXPECT_THAT(mail, HasAttachment(IsEmail(HasSubject("Your question"))));
//
// Where the inner type is an attachment, a string is short for IsNamed.
#ifndef LETTERBOX_MATCHERS_ATTACHMENT_H_
#define LETTERBOX_MATCHERS_ATTACHMENT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

EmailMatcher HasAttachment(AttachmentMatcher attachment);
EmailMatcher HasAttachment(const std::string& name);
EmailMatcher HasAttachment(const char* name);

EmailMatcher HasAttachments(
    testing::Matcher<const std::vector<Attachment>&> attachments);

AttachmentMatcher IsNamed(StringMatcher name);

AttachmentMatcher HasContentType(StringMatcher content_type);

AttachmentMatcher HasSniffedType(StringMatcher content_type);

AttachmentMatcher HasSize(testing::Matcher<const std::size_t&> size);

AttachmentMatcher HasContent(StringMatcher content);
AttachmentMatcher HasContent(const std::string& content);
AttachmentMatcher HasContent(const char* content);

AttachmentMatcher HasContentText(StringMatcher text);
AttachmentMatcher HasContentText(const std::string& text);
AttachmentMatcher HasContentText(const char* text);

AttachmentMatcher HasSha256(StringMatcher digits);

/// The file is read when the matcher is asked. One that cannot be read is no
/// match, and the explanation says so.
AttachmentMatcher HasContentOf(const std::string& file);

AttachmentMatcher IsInline();

/// A mail is what the type or the bytes call one (message/rfc822).
AttachmentMatcher IsEmail(EmailMatcher mail = testing::_);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ATTACHMENT_H_
