// What must hold of a message before it goes out.
#ifndef LETTERBOX_HTTP_HTTP_MESSAGE_H_
#define LETTERBOX_HTTP_HTTP_MESSAGE_H_

#include "http/http_transport.h"

namespace letterbox {

/// Throws Error, naming the header, where a method, header name or value would
/// make another message of this one, such as a line end in a value, or where
/// one that signs in would go over plain http.
void CheckMessage(const HttpRequest& request);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_HTTP_MESSAGE_H_
