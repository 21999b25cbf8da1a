#include "letterbox/matchers/delivery.h"

#include <utility>

#include "list.h"
#include "part.h"
#include "some.h"
#include "value.h"
#include "yes.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;

// Some verdict of that method.
EmailMatcher HasVerdict(const std::string& method, VerdictMatcher inner) {
  return internal::Some<Verdict>(
      {"has a verdict of " + method, "has no verdict of " + method,
       "has the verdict", "verdicts of " + method},
      [method](const Email& mail) {
        std::vector<const Verdict*> verdicts;
        for (const Verdict& verdict : mail.delivery().verdicts) {
          if (verdict.method == method) verdicts.push_back(&verdict);
        }
        return verdicts;
      },
      std::move(inner));
}

internal::Answer JudgeTls(const Email& mail) {
  bool any = false;
  for (const Hop& hop : mail.delivery().hops) {
    // Within a machine, and from one part of Exchange to the next ("mapi").
    const bool is_local = hop.from.empty() || hop.from_loopback ||
                          hop.with.find("mapi") != std::string::npos;
    if (is_local) continue;
    if (hop.tls.empty()) return {false, "the hop " + internal::Shown(hop)};
    any = true;
  }
  if (!any) return {false, "since no hop is between two machines"};
  return {true, ""};
}

internal::Answer JudgeDuration(const Email& mail, milliseconds limit) {
  const Delivery& delivery = mail.delivery();
  if (!delivery.total) return {false, "since no hop says when it was"};
  std::string why = "it took " + ShowDuration(*delivery.total);
  if (const Hop* slowest = delivery.slowest()) {
    why += ", the slowest hop " + internal::Shown(*slowest);
  }
  return {*delivery.total <= limit, why};
}

EmailMatcher Is(const std::string& what, bool Delivery::*flag) {
  return internal::Yes<Email>(
      {"which is " + what, "which is no " + what.substr(what.find(' ') + 1)},
      [flag](const Email& mail) {
        return internal::Answer{mail.delivery().*flag, ""};
      });
}

// An inner matcher of the recipient, in the words of a report.
class RecipientOf : public testing::MatcherInterface<const RecipientReport&> {
 public:
  explicit RecipientOf(AddressMatcher inner) : inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "of a recipient " << internal::Description(inner_, false);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "of a recipient " << internal::Description(inner_, true);
  }
  bool MatchAndExplain(const RecipientReport& report,
                       testing::MatchResultListener* listener) const override {
    if (internal::IsInterested(listener)) {
      *listener << "of the recipient " << internal::Shown(report.recipient);
    }
    return inner_.Matches(report.recipient);
  }

 private:
  AddressMatcher inner_;
};

}  // namespace

EmailMatcher HasSpf(VerdictMatcher verdict) {
  return HasVerdict("spf", std::move(verdict));
}
EmailMatcher HasSpf(const std::string& result) {
  return HasSpf(WithResult(result));
}
EmailMatcher HasSpf(const char* result) { return HasSpf(WithResult(result)); }

EmailMatcher HasDkim(VerdictMatcher verdict) {
  return HasVerdict("dkim", std::move(verdict));
}
EmailMatcher HasDkim(const std::string& result) {
  return HasDkim(WithResult(result));
}
EmailMatcher HasDkim(const char* result) { return HasDkim(WithResult(result)); }

EmailMatcher HasDmarc(VerdictMatcher verdict) {
  return HasVerdict("dmarc", std::move(verdict));
}
EmailMatcher HasDmarc(const std::string& result) {
  return HasDmarc(WithResult(result));
}
EmailMatcher HasDmarc(const char* result) {
  return HasDmarc(WithResult(result));
}

EmailMatcher HasCompoundAuthentication(VerdictMatcher verdict) {
  return HasVerdict("compauth", std::move(verdict));
}
EmailMatcher HasCompoundAuthentication(const std::string& result) {
  return HasCompoundAuthentication(WithResult(result));
}
EmailMatcher HasCompoundAuthentication(const char* result) {
  return HasCompoundAuthentication(WithResult(result));
}

EmailMatcher HasArc(VerdictMatcher verdict) {
  return internal::Some<Verdict>(
      {"has an ARC verdict", "has no ARC verdict", "has the ARC verdict",
       "ARC verdicts"},
      [](const Email& mail) {
        return internal::PointersTo(mail.delivery().arc);
      },
      std::move(verdict));
}
EmailMatcher HasArc(const std::string& result) {
  return HasArc(WithResult(result));
}
EmailMatcher HasArc(const char* result) { return HasArc(WithResult(result)); }

EmailMatcher HasArcChain(StringMatcher result) {
  return internal::Part<Email>(
      {"whose ARC chain", "whose ARC chain is"},
      [](const Email& mail) -> const std::string& {
        return mail.delivery().arc_chain;
      },
      std::move(result));
}

VerdictMatcher WithResult(StringMatcher result) {
  return internal::Part<Verdict>(
      {"with a result that", "with the result"},
      [](const Verdict& whole) -> const std::string& { return whole.result; },
      std::move(result));
}

VerdictMatcher ForDomain(StringMatcher domain) {
  return internal::Part<Verdict>(
      {"for a domain that", "for the domain"},
      [](const Verdict& whole) -> const std::string& { return whole.domain; },
      std::move(domain));
}

EmailMatcher HasSpamConfidence(testing::Matcher<const int&> level) {
  return internal::Value<Email, int>(
      {"whose spam confidence level", "whose spam confidence level is",
       "which has no spam confidence level"},
      [](const Email& mail) { return mail.delivery().spam_confidence; },
      std::move(level));
}

EmailMatcher HasHop(HopMatcher hop) {
  return internal::Some<Hop>(
      {"has a hop", "has no hop", "has the hop", "hops"},
      [](const Email& mail) {
        return internal::PointersTo(mail.delivery().hops);
      },
      std::move(hop));
}

EmailMatcher HasHops(testing::Matcher<const std::vector<Hop>&> hops) {
  return internal::AllOfThem<Hop>(
      "hops",
      [](const Email& mail, auto&) -> const std::vector<Hop>& {
        return mail.delivery().hops;
      },
      std::move(hops));
}

HopMatcher WithSendingHost(StringMatcher host) {
  return internal::Part<Hop>(
      {"with a sending host that", "with the sending host"},
      [](const Hop& whole) -> const std::string& { return whole.from; },
      std::move(host));
}

HopMatcher WithReceivingHost(StringMatcher host) {
  return internal::Part<Hop>(
      {"with a receiving host that", "with the receiving host"},
      [](const Hop& whole) -> const std::string& { return whole.by; },
      std::move(host));
}

EmailMatcher TookAtMost(milliseconds duration) {
  const std::string shown = ShowDuration(duration);
  return internal::Yes<Email>(
      {"which was delivered within " + shown,
       "which was not delivered within " + shown},
      [duration](const Email& mail) { return JudgeDuration(mail, duration); });
}

EmailMatcher UsedTls() {
  return internal::Yes<Email>(
      {"which used TLS on each hop", "which did not use TLS on each hop"},
      &JudgeTls);
}

EmailMatcher IsBounce(ReportMatcher report) {
  return internal::Some<RecipientReport>(
      {"is a bounce", "is no bounce", "is the bounce", "failed recipients"},
      [](const Email& mail) {
        std::vector<const RecipientReport*> failed;
        for (const RecipientReport& each : mail.delivery().reports) {
          if (each.action == "failed") failed.push_back(&each);
        }
        return failed;
      },
      std::move(report));
}

ReportMatcher OfRecipient(AddressMatcher recipient) {
  return testing::MakeMatcher(new RecipientOf(std::move(recipient)));
}
ReportMatcher OfRecipient(const std::string& address) {
  return OfRecipient(IsAddress(address));
}
ReportMatcher OfRecipient(const char* address) {
  return OfRecipient(IsAddress(address));
}

ReportMatcher WithStatus(StringMatcher status) {
  return internal::Part<RecipientReport>(
      {"with a status that", "with the status"},
      [](const RecipientReport& whole) -> const std::string& {
        return whole.status;
      },
      std::move(status));
}

ReportMatcher WithDiagnostic(StringMatcher diagnostic) {
  return internal::Part<RecipientReport>(
      {"with a diagnostic that", "with the diagnostic"},
      [](const RecipientReport& whole) -> const std::string& {
        return whole.diagnostic;
      },
      std::move(diagnostic));
}

EmailMatcher IsOutOfOffice() {
  return Is("an automatic reply", &Delivery::is_out_of_office);
}

EmailMatcher IsReadReceipt() {
  return Is("a read receipt", &Delivery::is_read_receipt);
}

EmailMatcher IsAutoSubmitted() {
  return Is("a mail of a program", &Delivery::is_auto_submitted);
}

}  // namespace letterbox
