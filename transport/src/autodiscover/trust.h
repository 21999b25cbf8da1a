// Which hosts Autodiscover may lead to.
#ifndef LETTERBOX_AUTODISCOVER_TRUST_H_
#define LETTERBOX_AUTODISCOVER_TRUST_H_

#include <string>
#include <vector>

namespace letterbox::autodiscover {

/// The part of `domain` that somebody registered: "contoso.co.uk" of
/// "mail.contoso.co.uk"; empty where `domain` is a public suffix, such as
/// "co.uk", under which anybody can register. https://publicsuffix.org/
std::string RegisteredDomain(const std::string& domain);

class Trust {
 public:
  /// `domain`: of the mail address. `hosts`: trusted besides, as named.
  Trust(const std::string& domain, const std::vector<std::string>& hosts);

  /// Whether `host` is under the registered domain of the address, or is one of
  /// those named.
  bool Covers(const std::string& host) const;

 private:
  std::string registered_;
  std::vector<std::string> hosts_;
};

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_TRUST_H_
