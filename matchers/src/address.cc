#include "letterbox/matchers/address.h"

#include <ostream>
#include <utility>

#include "explain.h"
#include "part.h"

namespace letterbox {
namespace {

class AddressIs : public testing::MatcherInterface<const EmailAddress&> {
 public:
  explicit AddressIs(std::string address) : address_(std::move(address)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "with the address " << Quoted(address_);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "without the address " << Quoted(address_);
  }
  bool MatchAndExplain(const EmailAddress& address,
                       testing::MatchResultListener* listener) const override {
    if (internal::IsInterested(listener)) {
      *listener << "with the address " << Quoted(address.address);
    }
    return SameAddress(address.address, address_);
  }

 private:
  std::string address_;
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
  return testing::MakeMatcher(new AddressIs(address));
}

}  // namespace letterbox
