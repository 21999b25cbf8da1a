// NO_PROXY.
#include "http/proxy/exemption.h"

#include <gtest/gtest.h>

#include <ostream>

namespace letterbox {
namespace {

struct Case {
  const char* rules;
  const char* host;
  int port;
  bool is_exempt;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.rules << " / " << c.host << ":" << c.port;
}

class Exemption : public testing::TestWithParam<Case> {};

TEST_P(Exemption, IsAsTheRuleSays) {
  const Case& c = GetParam();
  EXPECT_EQ(IsExempt(c.rules, c.host, c.port), c.is_exempt);
}

INSTANTIATE_TEST_SUITE_P(
    All, Exemption,
    testing::Values(Case{"", "mail.contoso.com", 443, false},
                    Case{" , ,", "mail.contoso.com", 443, false},
                    Case{"*", "mail.contoso.com", 443, true},
                    Case{"other.test,*", "mail.contoso.com", 443, true},
                    // Names, and what is below them.
                    Case{"mail.contoso.com", "mail.contoso.com", 443, true},
                    Case{"Mail.Contoso.COM", "mail.contoso.com", 443, true},
                    Case{"contoso.com", "mail.contoso.com", 443, true},
                    Case{".contoso.com", "mail.contoso.com", 443, true},
                    Case{".contoso.com", "contoso.com", 443, true},
                    Case{"*.contoso.com", "mail.contoso.com", 443, true},
                    Case{"contoso.com", "notcontoso.com", 443, false},
                    Case{"contoso.com", "contoso.com.evil.test", 443, false},
                    Case{"mail.contoso.com", "contoso.com", 443, false},
                    Case{"fabrikam.test contoso.com", "contoso.com", 443, true},
                    Case{"fabrikam.test, contoso.com", "contoso.com", 443,
                         true},
                    // Ports.
                    Case{"contoso.com:443", "mail.contoso.com", 443, true},
                    Case{"contoso.com:8443", "mail.contoso.com", 443, false},
                    Case{"contoso.com:x", "mail.contoso.com", 443, false},
                    Case{"10.1.2.3:443", "10.1.2.3", 443, true},
                    Case{"10.1.2.3:80", "10.1.2.3", 443, false},
                    Case{"[fd00::1]:443", "fd00::1", 443, true},
                    Case{"[fd00::1]:80", "fd00::1", 443, false},
                    // Addresses and blocks of them.
                    Case{"10.1.2.3", "10.1.2.3", 443, true},
                    Case{"1.2.3", "10.1.2.3", 443, false},
                    Case{"10.0.0.0/8", "10.200.3.4", 443, true},
                    Case{"10.0.0.0/8", "11.0.0.1", 443, false},
                    Case{"172.16.0.0/12", "172.31.255.255", 443, true},
                    Case{"172.16.0.0/12", "172.32.0.0", 443, false},
                    Case{"0.0.0.0/0", "8.8.8.8", 443, true},
                    Case{"10.1.2.3/32", "10.1.2.3", 443, true},
                    Case{"10.1.2.3/33", "10.1.2.3", 443, false},
                    Case{"10.0.0.0/", "10.0.0.1", 443, false},
                    Case{"10.0.0.0/8", "mail.contoso.com", 443, false},
                    Case{"fd00::/8", "fd12::1", 443, true},
                    Case{"fd00::/8", "fe80::1", 443, false},
                    Case{"fd00::/8", "10.0.0.1", 443, false},
                    Case{"fd00::1", "fd00:0::1", 443, true}));

}  // namespace
}  // namespace letterbox
