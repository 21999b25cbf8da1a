// The settings that a token depends on, one by one.
#ifndef LETTERBOX_AUTH_ISSUED_FOR_H_
#define LETTERBOX_AUTH_ISSUED_FOR_H_

#include <string>

#include "auth/token.h"
#include "letterbox/transport/connection.h"

namespace letterbox {

/// What `connection` asks tokens for.
IssuedFor IssuedForOf(const Connection& connection);

/// A setting under its key in the connection file.
struct IssuedForField {
  const char* key;
  std::string IssuedFor::*value;
};

/// All of them, for reading, writing and comparing.
inline constexpr IssuedForField kIssuedForFields[] = {
    {"flow", &IssuedFor::flow},
    {"authority", &IssuedFor::authority},
    {"tenant_id", &IssuedFor::tenant_id},
    {"client_id", &IssuedFor::client_id},
    {"user", &IssuedFor::user},
    {"redirect_url", &IssuedFor::redirect_url},
    {"scope", &IssuedFor::scope},
    {"resource", &IssuedFor::resource},
};

/// The first setting that differs; null where none does.
const IssuedForField* FirstDifference(const IssuedFor& a, const IssuedFor& b);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_ISSUED_FOR_H_
