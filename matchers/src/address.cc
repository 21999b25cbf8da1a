#include "letterbox/matchers/address.h"

#include <ostream>
#include <utility>

#include "explain.h"
#include "part.h"

namespace letterbox {
namespace {

class AddressIs : public testing::MatcherInterface<const EmailAddress&> {
 public:
  AddressIs(std::string address, bool ignores_tag)
      : address_(std::move(address)), ignores_tag_(ignores_tag) {}

  void DescribeTo(std::ostream* out) const override { Say(*out, "with"); }
  void DescribeNegationTo(std::ostream* out) const override {
    Say(*out, "without");
  }
  bool MatchAndExplain(const EmailAddress& address,
                       testing::MatchResultListener* listener) const override {
    if (internal::IsInterested(listener)) {
      *listener << "with the address " << Quoted(address.address);
    }
    return ignores_tag_
               ? SameAddress(WithoutTag(address.address), WithoutTag(address_))
               : SameAddress(address.address, address_);
  }

 private:
  void Say(std::ostream& out, const char* preposition) const {
    out << preposition << " the address " << Quoted(address_);
    if (ignores_tag_) out << ", whatever its tag";
  }

  std::string address_;
  bool ignores_tag_;
};

}  // namespace

AddressMatcher WithAddress(StringMatcher address) {
  return internal::Part<EmailAddress>(
      {"with an address that", "with the address"},
      [](const EmailAddress& whole) -> const std::string& {
        return whole.address;
      },
      std::move(address));
}

AddressMatcher WithName(StringMatcher name) {
  return internal::Part<EmailAddress>(
      {"with a name that", "with the name"},
      [](const EmailAddress& whole) -> const std::string& {
        return whole.name;
      },
      std::move(name));
}

AddressMatcher IsAddress(const std::string& address) {
  return testing::MakeMatcher(new AddressIs(address, false));
}

AddressMatcher IgnoringTag(const std::string& address) {
  return testing::MakeMatcher(new AddressIs(address, true));
}

}  // namespace letterbox
