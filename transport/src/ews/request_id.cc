#include "ews/request_id.h"

#include <cstddef>
#include <random>

namespace letterbox::ews {

std::string NewRequestId() {
  constexpr char kDigits[] = "0123456789abcdef";
  // A random device each time: a generator kept in the process would give the
  // same ids to both sides of a fork.
  std::random_device random;
  std::string id = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  for (char& c : id) {
    if (c == 'x') c = kDigits[random() % 16];
  }
  return id;
}

}  // namespace letterbox::ews
