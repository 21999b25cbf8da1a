#include "letterbox/matchers/envelope.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "part.h"
#include "some.h"

namespace letterbox {
namespace {

using Addresses = internal::SomeMatcher<EmailAddress>::Elements;

EmailMatcher HasParty(const std::string& noun, Addresses addresses,
                      AddressMatcher inner) {
  return internal::Some<EmailAddress>(
      {"has a " + noun, "has no " + noun, "has the " + noun, noun + "s"},
      std::move(addresses), std::move(inner));
}

Addresses Every(const std::vector<EmailAddress>& (Email::*list)() const) {
  return [list](const Email& mail) {
    return internal::PointersTo((mail.*list)());
  };
}

std::vector<const EmailAddress*> SenderOf(const Email& mail) {
  if (mail.from() == EmailAddress()) return {};
  return {&mail.from()};
}

// Without regard to the case of ASCII letters.
bool SameName(const std::string& a, const std::string& b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

EmailMatcher HasSubject(StringMatcher subject) {
  return internal::Part<Email>({"whose subject", "whose subject is"},
                               &Email::subject, std::move(subject));
}

EmailMatcher IsFrom(AddressMatcher sender) {
  return HasParty("sender", &SenderOf, std::move(sender));
}
EmailMatcher IsFrom(const std::string& address) {
  return IsFrom(IsAddress(address));
}
EmailMatcher IsFrom(const char* address) { return IsFrom(IsAddress(address)); }

EmailMatcher HasTo(AddressMatcher recipient) {
  return HasParty("To recipient", Every(&Email::to), std::move(recipient));
}
EmailMatcher HasTo(const std::string& address) {
  return HasTo(IsAddress(address));
}
EmailMatcher HasTo(const char* address) { return HasTo(IsAddress(address)); }

EmailMatcher HasCc(AddressMatcher recipient) {
  return HasParty("Cc recipient", Every(&Email::cc), std::move(recipient));
}
EmailMatcher HasCc(const std::string& address) {
  return HasCc(IsAddress(address));
}
EmailMatcher HasCc(const char* address) { return HasCc(IsAddress(address)); }

EmailMatcher HasBcc(AddressMatcher recipient) {
  return HasParty("Bcc recipient", Every(&Email::bcc), std::move(recipient));
}
EmailMatcher HasBcc(const std::string& address) {
  return HasBcc(IsAddress(address));
}
EmailMatcher HasBcc(const char* address) { return HasBcc(IsAddress(address)); }

EmailMatcher HasHeader(const std::string& name, StringMatcher value) {
  const std::string noun = "header " + Printable(name);
  return internal::Some<Header>(
      {"has a " + noun, "has no " + noun, "has the header",
       "headers " + Printable(name)},
      [name](const Email& mail) {
        std::vector<const Header*> named;
        for (const Header& header : mail.headers()) {
          if (SameName(header.name, name)) named.push_back(&header);
        }
        return named;
      },
      internal::Part<Header>(
          {"with a value that", "with the value"},
          [](const Header& header) -> const std::string& {
            return header.value;
          },
          std::move(value)));
}

}  // namespace letterbox
