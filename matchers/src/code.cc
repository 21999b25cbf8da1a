#include "letterbox/matchers/code.h"

#include <utility>

#include "some_of.h"

namespace letterbox {

EmailMatcher HasCode(StringMatcher code) {
  return internal::SomeText<Email>(
      "one-time code", [](const Email& mail) { return Codes(mail); },
      std::move(code));
}

}  // namespace letterbox
