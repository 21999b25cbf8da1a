// Matchers of senders and recipients.
//
//   matcher               inner type  the address matches if
//   IsAddress(address)    -           it is that one: the domain in any case,
//                                     in Unicode or in ASCII, the local part
//                                     exactly, whatever the name
//   IgnoringTag(address)  -           it is that one but for the tag of a plus-
//                                     address: ann+shop@b.test is ann@b.test
//   WithAddress           string      its address, such as "a@b.test", matches
//                                     byte for byte
//   WithName              string      its display name matches
//
//   EXPECT_THAT(mail, IsFrom(AllOf(WithAddress("orders@contoso.test"),
//                                  WithName("Contoso Shop"))));
//   EXPECT_THAT(mail, HasTo(WithAddress(EndsWith("@contoso.test"))));
#ifndef LETTERBOX_MATCHERS_ADDRESS_H_
#define LETTERBOX_MATCHERS_ADDRESS_H_

#include "letterbox/matchers/matcher.h"

namespace letterbox {

/// A string here is compared byte for byte; see IsAddress for the way of mail.
AddressMatcher WithAddress(StringMatcher address);

AddressMatcher WithName(StringMatcher name);

/// What a string means where an address is matched: an equal address, whatever
/// the display name; see SameAddress.
AddressMatcher IsAddress(const std::string& address);

AddressMatcher IgnoringTag(const std::string& address);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ADDRESS_H_
