// The id that a request bears in the server's logs.
#ifndef LETTERBOX_EWS_REQUEST_ID_H_
#define LETTERBOX_EWS_REQUEST_ID_H_

#include <string>

namespace letterbox::ews {

/// A fresh random GUID: "9f1c2f0e-7d43-4c0b-8e5a-0d3f4a1b2c3d".
std::string NewRequestId();

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_REQUEST_ID_H_
