// What tests take out of a mail.
#ifndef LETTERBOX_TRANSPORT_EXTRACT_H_
#define LETTERBOX_TRANSPORT_EXTRACT_H_

#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// The one-time codes of a mail, the likeliest first: what a person would type
/// where "enter the code" is asked. They are found by the words around them, in
/// the subject and in the visible text, so years, prices, phone numbers, order
/// numbers and colours are none. Blanks and hyphens inside a code are left out
/// where it has digits only ("123 456" is "123456"), else they are kept.
std::vector<std::string> Codes(const Email& mail);

/// The same for a text, lines or not.
std::vector<std::string> Codes(const std::string& text);

/// What a template left unfilled in the subject, in what a reader sees, in the
/// text body, in an address of a link: {{name}}, {name}, ${name}, #{name},
/// <%= name %>, {% name %}, [[name]], %NAME%, %name%, *|NAME|*, @@name@@, null,
/// undefined, NaN, [object Object]. Each once, in the order found.
std::vector<std::string> Placeholders(const Email& mail);

/// The addresses of the header List-Unsubscribe
/// (https://www.rfc-editor.org/rfc/rfc2369#section-3.2).
std::vector<std::string> UnsubscribeUrls(const Email& mail);

/// Whether one request unsubscribes, without a page that asks:
/// List-Unsubscribe-Post and an address of https
/// (https://www.rfc-editor.org/rfc/rfc8058).
bool HasOneClickUnsubscribeHeader(const Email& mail);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_EXTRACT_H_
