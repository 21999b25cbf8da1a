#include "letterbox/matchers/link.h"

#include <algorithm>
#include <ostream>
#include <utility>
#include <vector>

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/envelope.h"
#include "letterbox/transport/extract.h"
#include "letterbox/transport/url.h"
#include "part.h"
#include "some_of.h"
#include "yes.h"

namespace letterbox {
namespace {

// A matcher of the link that the sender wrote.
class OriginalMatcher : public testing::MatcherInterface<const Link&> {
 public:
  explicit OriginalMatcher(LinkMatcher inner) : inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "whose original is " << internal::Description(inner_, false);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "whose original is " << internal::Description(inner_, true);
  }
  bool MatchAndExplain(const Link& link,
                       testing::MatchResultListener* listener) const override {
    const Link original = {link.text, OriginalUrl(link.url)};
    if (!internal::IsInterested(listener)) return inner_.Matches(original);
    bool matches = false;
    const std::string why = internal::Explanation(inner_, original, &matches);
    *listener << "whose original is " << internal::Shown(original);
    if (!why.empty()) *listener << ", " << why;
    return matches;
  }

 private:
  LinkMatcher inner_;
};

// Of the part of the URL that `part` gives; an empty one is none.
LinkMatcher UrlPart(const std::string& noun, std::string Url::*part,
                    StringMatcher inner) {
  return internal::SomeText<Link>(
      noun,
      [part](const Link& link) {
        const std::optional<Url> url = ParseUrl(link.url);
        return url && !((*url).*part).empty()
                   ? std::vector<std::string>{(*url).*part}
                   : std::vector<std::string>();
      },
      std::move(inner));
}

std::vector<EmailAddress> RecipientsOf(const Link& link) {
  const std::optional<Url> url = ParseUrl(link.url);
  if (!url) return {};
  const std::vector<std::string> addresses = MailtoAddresses(*url);
  return {addresses.begin(), addresses.end()};
}

internal::Answer AreWellFormed(const Email& mail) {
  for (const Link& link : mail.links()) {
    const std::string problem = UrlProblem(link.url);
    if (problem.empty()) continue;
    return {false, "the link " + internal::Shown(link) + " " + problem};
  }
  return {true, ""};
}

}  // namespace

EmailMatcher HasLink(LinkMatcher link) {
  return internal::Some<Link>(
      {"has a link", "has no link", "has the link", "links"},
      [](const Email& mail) { return internal::PointersTo(mail.links()); },
      std::move(link));
}
EmailMatcher HasLink(const std::string& url) { return HasLink(WithUrl(url)); }
EmailMatcher HasLink(const char* url) { return HasLink(WithUrl(url)); }

EmailMatcher HasWellFormedLinks() {
  return internal::Yes<Email>({"whose links are all well-formed",
                               "whose links are not all well-formed"},
                              &AreWellFormed);
}

EmailMatcher HasUnsubscribe(LinkMatcher link) {
  return internal::SomeOf<Link>(
      {"has an unsubscribe link", "has no unsubscribe link",
       "has the unsubscribe link", "unsubscribe links"},
      [](const Email& mail) {
        std::vector<Link> links;
        for (std::string& url : UnsubscribeUrls(mail)) {
          links.push_back({"", std::move(url)});
        }
        return links;
      },
      std::move(link));
}
EmailMatcher HasUnsubscribe(const std::string& url) {
  return HasUnsubscribe(WithUrl(url));
}
EmailMatcher HasUnsubscribe(const char* url) {
  return HasUnsubscribe(WithUrl(url));
}

EmailMatcher HasOneClickUnsubscribe() {
  return internal::Yes<Email>(
      {"which one request unsubscribes", "which no one request unsubscribes"},
      [](const Email& mail) {
        if (HasOneClickUnsubscribeHeader(mail)) {
          return internal::Answer{true, ""};
        }
        if (UnsubscribeUrls(mail).empty()) {
          return internal::Answer{false, "it has no List-Unsubscribe"};
        }
        const bool has_post =
            HasHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .Matches(mail);
        return internal::Answer{
            false, has_post ? "List-Unsubscribe has no address of https"
                            : "List-Unsubscribe-Post is missing"};
      });
}

LinkMatcher WithText(StringMatcher text) {
  return internal::Part<Link>(
      {"with a text that", "with the text"},
      [](const Link& whole) -> const std::string& { return whole.text; },
      std::move(text));
}

LinkMatcher WithUrl(StringMatcher url) {
  return internal::Part<Link>(
      {"with a URL that", "with the URL"},
      [](const Link& whole) -> const std::string& { return whole.url; },
      std::move(url));
}

LinkMatcher WithScheme(StringMatcher scheme) {
  return UrlPart("scheme", &Url::scheme, std::move(scheme));
}

LinkMatcher WithHost(StringMatcher host) {
  return UrlPart("host", &Url::host, std::move(host));
}

LinkMatcher WithPath(StringMatcher path) {
  return UrlPart("path", &Url::path, std::move(path));
}

LinkMatcher WithQuery(const std::string& name, StringMatcher value) {
  return internal::SomeText<Link>(
      "query parameter " + Printable(name, 60),
      [name](const Link& link) {
        std::vector<std::string> values;
        const std::optional<Url> url = ParseUrl(link.url);
        if (!url) return values;
        for (const auto& [each, text] : url->query) {
          if (each == name) values.push_back(text);
        }
        return values;
      },
      std::move(value), "query parameters " + Printable(name, 60));
}

LinkMatcher IsMailto(AddressMatcher recipient) {
  return internal::SomeOf<EmailAddress, Link>(
      {"writes mail to a recipient", "writes mail to no recipient",
       "writes mail to", "recipients of mail"},
      &RecipientsOf, std::move(recipient));
}
LinkMatcher IsMailto(const std::string& address) {
  return IsMailto(IsAddress(address));
}
LinkMatcher IsMailto(const char* address) {
  return IsMailto(IsAddress(address));
}

LinkMatcher IsRewritten() {
  return internal::Yes<Link>(
      {"that a gateway rewrote", "that no gateway rewrote"},
      [](const Link& link) {
        const bool yes = IsGatewayUrl(link.url);
        const std::string original = OriginalUrl(link.url);
        return internal::Answer{yes, yes && original != link.url
                                         ? "originally " + Printable(original)
                                         : ""};
      });
}

LinkMatcher WithOriginal(LinkMatcher original) {
  return testing::MakeMatcher(new OriginalMatcher(std::move(original)));
}
LinkMatcher WithOriginal(const std::string& url) {
  return WithOriginal(WithUrl(url));
}
LinkMatcher WithOriginal(const char* url) { return WithOriginal(WithUrl(url)); }

}  // namespace letterbox
