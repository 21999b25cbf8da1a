// The keys of `authenticate`, in a table as those of keys.h.
#ifndef LETTERBOX_CONFIG_AUTHENTICATE_KEYS_H_
#define LETTERBOX_CONFIG_AUTHENTICATE_KEYS_H_

#include "config/keys.h"

namespace letterbox::config {

const Keys& AuthenticateKeys();

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_AUTHENTICATE_KEYS_H_
