// Matchers of a mail's header.
//
//   matcher               inner type  the mail matches if
//   HasSubject            string      its subject matches
//   IsFrom                address     its sender matches
//   HasSender             address     who handed it in for the sender matches;
//                                     without a Sender field that is the sender
//   HasReplyTo            address     some address that answers go to matches
//   HasReturnPath         address     the address that bounces go to matches;
//                                     "" is the empty one
//   HasTo                 address     some recipient in To matches
//   HasCc                 address     some recipient in Cc matches
//   HasBcc                address     some recipient in Bcc matches; only the
//                                     copy in Sent Items shows them
//   ReceivedAsBcc         address     no recipient in To or Cc matches; to be
//                                     asked of the mail in the mailbox of that
//                                     recipient
//   HidesBcc              -           it shows no recipient in Bcc
//   HasToRecipients       addresses   the list of all in To matches
//   HasCcRecipients       addresses   the list of all in Cc matches
//   HasRecipients         addresses   the list of all in To, Cc and Bcc matches
//   HasHeader(name)       string      some header field of that name matches
//   HasFirstHeader(name)  string      the first header field of that name
//                                     matches
//   HasHeaders(name)      strings     the list of the values of that name
//                                     matches
//   HasMessageId          string      its Message-ID matches
//   HasReference          string      some Message-ID of its thread matches
//   IsReplyTo(mail)       -           it answers that mail
//   IsInThreadOf(mail)    -           it belongs to the thread of that mail
//
//   EXPECT_THAT(mail, AllOf(HasSubject("Your order A-1042"),
//                           IsFrom("orders@contoso.test"),
//                           HasToRecipients(SizeIs(1)),
//                           HasHeader("X-Order", StartsWith("A-"))));
//
// Where the inner type is an address, a string is short for IsAddress. Message
// ids are without angle brackets.
#ifndef LETTERBOX_MATCHERS_ENVELOPE_H_
#define LETTERBOX_MATCHERS_ENVELOPE_H_

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/matcher.h"

namespace letterbox {

EmailMatcher HasSubject(StringMatcher subject);
EmailMatcher HasSubject(const std::string& subject);
EmailMatcher HasSubject(const char* subject);

EmailMatcher IsFrom(AddressMatcher sender);
EmailMatcher IsFrom(const std::string& address);
EmailMatcher IsFrom(const char* address);

EmailMatcher HasSender(AddressMatcher sender);
EmailMatcher HasSender(const std::string& address);
EmailMatcher HasSender(const char* address);

EmailMatcher HasReplyTo(AddressMatcher address);
EmailMatcher HasReplyTo(const std::string& address);
EmailMatcher HasReplyTo(const char* address);

EmailMatcher HasReturnPath(AddressMatcher address);
EmailMatcher HasReturnPath(const std::string& address);
EmailMatcher HasReturnPath(const char* address);

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

/// A mail names no one for whom it was a blind copy, so this says why it may
/// lie in the mailbox of that recipient: not by To, not by Cc.
EmailMatcher ReceivedAsBcc(AddressMatcher recipient);
EmailMatcher ReceivedAsBcc(const std::string& address);
EmailMatcher ReceivedAsBcc(const char* address);

EmailMatcher HidesBcc();

EmailMatcher HasToRecipients(AddressListMatcher recipients);
EmailMatcher HasCcRecipients(AddressListMatcher recipients);
EmailMatcher HasRecipients(AddressListMatcher recipients);

/// The name's case does not matter; the value is unfolded and decoded. So in
/// the next two.
EmailMatcher HasHeader(const std::string& name, StringMatcher value);
EmailMatcher HasHeader(const std::string& name, const std::string& value);
EmailMatcher HasHeader(const std::string& name, const char* value);

EmailMatcher HasFirstHeader(const std::string& name, StringMatcher value);
EmailMatcher HasFirstHeader(const std::string& name, const std::string& value);
EmailMatcher HasFirstHeader(const std::string& name, const char* value);

EmailMatcher HasHeaders(const std::string& name, StringListMatcher values);

EmailMatcher HasMessageId(StringMatcher id);

EmailMatcher IsReplyTo(const Email& original);

/// By References and In-Reply-To, or else by the server's conversation.
EmailMatcher IsInThreadOf(const Email& other);

EmailMatcher HasReference(StringMatcher id);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_ENVELOPE_H_
