// Matchers of how a mail came and what it reports, from its headers alone.
//
//   matcher                    inner type  the mail, or its element, matches if
//   HasSpf                     verdict     some SPF verdict matches
//   HasDkim                    verdict     some DKIM verdict matches: there is
//                                          one a signature
//   HasDmarc                   verdict     the DMARC verdict matches
//   HasCompoundAuthentication  verdict     Exchange's compound verdict
//                                          (compauth) matches
//   HasArc                     verdict     some verdict of the newest
//                                          ARC-Authentication-Results matches
//   HasArcChain                string      the cv= of the newest ARC-Seal,
//                                          "pass", "fail" or "none", matches
//   WithResult                 string      the verdict's result, in lower case,
//                                          matches
//   ForDomain                  string      the domain that the verdict is about
//                                          matches
//   HasSpamConfidence          number      Exchange's spam confidence level, -1
//                                          to 9, matches
//   HasHop                     hop         some hop matches
//   HasHops                    hops        the list of all hops, in the order
//                                          of the way, matches
//   WithSendingHost            string      the host that handed the mail over
//                                          matches
//   WithReceivingHost          string      the host that took it matches
//   TookAtMost(duration)       -           it took no longer from its Date to
//                                          the last hop
//   UsedTls                    -           every hop between two machines used
//                                          TLS, and there is one
//   IsBounce                   report      it reports a recipient that failed
//                                          for good and matches
//   OfRecipient                address     the recipient that the report is
//                                          about matches
//   WithStatus                 string      the report's status, such as
//                                          "5.1.10", matches
//   WithDiagnostic             string      the words of the server that refused
//                                          match
//   IsOutOfOffice              -           it is an automatic reply
//   IsReadReceipt              -           it says that a mail was displayed
//   IsAutoSubmitted            -           a program sent it without a person,
//                                          as all three above
//
//   EXPECT_THAT(mail, AllOf(HasDmarc("pass"), HasSpamConfidence(Le(1)),
//                           TookAtMost(30s)));
//   EXPECT_THAT(mail, HasDkim(AllOf(WithResult("pass"),
//                                   ForDomain("contoso.test"))));
//   EXPECT_THAT(report, IsBounce(AllOf(OfRecipient("gone@contoso.test"),
//                                      WithStatus(StartsWith("5.1")))));
//
// Where the inner type is a verdict, a string is short for WithResult.
#ifndef LETTERBOX_MATCHERS_DELIVERY_H_
#define LETTERBOX_MATCHERS_DELIVERY_H_

#include <chrono>
#include <string>
#include <vector>

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/matcher.h"
#include "letterbox/transport/delivery.h"

namespace letterbox {

using VerdictMatcher = testing::Matcher<const Verdict&>;
using HopMatcher = testing::Matcher<const Hop&>;
using ReportMatcher = testing::Matcher<const RecipientReport&>;

EmailMatcher HasSpf(VerdictMatcher verdict);
EmailMatcher HasSpf(const std::string& result);
EmailMatcher HasSpf(const char* result);

EmailMatcher HasDkim(VerdictMatcher verdict);
EmailMatcher HasDkim(const std::string& result);
EmailMatcher HasDkim(const char* result);

EmailMatcher HasDmarc(VerdictMatcher verdict);
EmailMatcher HasDmarc(const std::string& result);
EmailMatcher HasDmarc(const char* result);

EmailMatcher HasCompoundAuthentication(VerdictMatcher verdict);
EmailMatcher HasCompoundAuthentication(const std::string& result);
EmailMatcher HasCompoundAuthentication(const char* result);

EmailMatcher HasArc(VerdictMatcher verdict);
EmailMatcher HasArc(const std::string& result);
EmailMatcher HasArc(const char* result);

EmailMatcher HasArcChain(StringMatcher result);

VerdictMatcher WithResult(StringMatcher result);
VerdictMatcher ForDomain(StringMatcher domain);

EmailMatcher HasSpamConfidence(testing::Matcher<const int&> level);

EmailMatcher HasHop(HopMatcher hop);
EmailMatcher HasHops(testing::Matcher<const std::vector<Hop>&> hops);

HopMatcher WithSendingHost(StringMatcher host);
HopMatcher WithReceivingHost(StringMatcher host);

/// Where it took longer, the slowest hop is named.
EmailMatcher TookAtMost(std::chrono::milliseconds duration);

EmailMatcher UsedTls();

EmailMatcher IsBounce(ReportMatcher report = testing::_);

ReportMatcher OfRecipient(AddressMatcher recipient);
ReportMatcher OfRecipient(const std::string& address);
ReportMatcher OfRecipient(const char* address);
ReportMatcher WithStatus(StringMatcher status);
ReportMatcher WithDiagnostic(StringMatcher diagnostic);

EmailMatcher IsOutOfOffice();
EmailMatcher IsReadReceipt();
EmailMatcher IsAutoSubmitted();

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_DELIVERY_H_
