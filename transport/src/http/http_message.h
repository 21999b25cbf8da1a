// What must hold of a message before it goes out.
#ifndef LETTERBOX_HTTP_HTTP_MESSAGE_H_
#define LETTERBOX_HTTP_HTTP_MESSAGE_H_

#include <string>

#include "http/http_transport.h"

namespace letterbox {

/// Throws Error, naming the header, where a method, header name or value would
/// make another message of this one, such as a line end in a value, or where
/// one that signs in would go over plain http.
void CheckMessage(const HttpRequest& request);

/// What a 401 offers, such as "Negotiate, NTLM": the first word of each
/// challenge, printable. Parameters are left out: they only repeat what the
/// directory's addresses are.
std::string OfferedSchemes(const HttpResponse& response);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_HTTP_MESSAGE_H_
