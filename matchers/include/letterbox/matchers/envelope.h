// Matchers of a mail's header.
//
//   matcher          inner type  the mail matches if
//   HasSubject       string      its subject matches
//   IsFrom           address     its sender matches
//   HasTo            address     some recipient in To matches
//   HasCc            address     some recipient in Cc matches
//   HasBcc           address     some recipient in Bcc matches
//   HasHeader(name)  string      some header field of that name matches
//
//   EXPECT_THAT(mail, AllOf(HasSubject("Your order A-1042"),
//                           IsFrom("orders@contoso.test"),
//                           HasHeader("X-Order", StartsWith("A-"))));
//
// Where the inner type is an address, a string is short for IsAddress.
#ifndef LETTERBOX_MATCHERS_ENVELOPE_H_
#define LETTERBOX_MATCHERS_ENVELOPE_H_

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/matcher.h"

namespace letterbox {

EmailMatcher HasSubject(StringMatcher subject);

EmailMatcher IsFrom(AddressMatcher sender);
EmailMatcher IsFrom(const std::string& address);
EmailMatcher IsFrom(const char* address);

EmailMatcher HasTo(AddressMatcher recipient);
EmailMatcher HasTo(const std::string& address);
EmailMatcher HasTo(const char* address);

EmailMatcher HasCc(AddressMatcher recipient);
EmailMatcher HasCc(const std::string& address);
EmailMatcher HasCc(const char* address);

/// A mail that was received shows no Bcc: look at the copy in Sent Items.
EmailMatcher HasBcc(AddressMatcher recipient);
EmailMatcher HasBcc(const std::string& address);
EmailMatcher HasBcc(const char* address);

/// The name's case does not matter; the value is unfolded and decoded.
EmailMatcher HasHeader(const std::string& name, StringMatcher value);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ENVELOPE_H_
