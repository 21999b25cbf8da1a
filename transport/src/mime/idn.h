// International domain names. https://www.rfc-editor.org/rfc/rfc5891
#ifndef LETTERBOX_MIME_IDN_H_
#define LETTERBOX_MIME_IDN_H_

#include <string>
#include <string_view>

namespace letterbox {

/// The form that goes over the wire: "bücher.test" and "XN--BCHER-KVA.test" are
/// "xn--bcher-kva.test". What is no international domain stays, ASCII letters
/// in lower case.
std::string AsciiDomain(std::string_view domain);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_IDN_H_
