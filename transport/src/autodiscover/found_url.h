// What Autodiscover found, kept beside the tokens between processes.
#ifndef LETTERBOX_AUTODISCOVER_FOUND_URL_H_
#define LETTERBOX_AUTODISCOVER_FOUND_URL_H_

#include <string>

#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

/// The EWS URL that was found for `address`; empty where there is none, or none
/// that `connection` would still take. Throws AuthError where the token store
/// is not safe.
std::string LoadFoundUrl(const Connection& connection,
                         const std::string& address);

/// Does nothing where the connection has no token store.
void SaveFoundUrl(const Connection& connection, const std::string& address,
                  const std::string& url);
void DropFoundUrl(const Connection& connection);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_FOUND_URL_H_
