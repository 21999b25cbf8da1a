// Judges where servers lead a search.
#ifndef LETTERBOX_AUTODISCOVER_GUIDE_H_
#define LETTERBOX_AUTODISCOVER_GUIDE_H_

#include <atomic>
#include <string>

#include "autodiscover/trust.h"
#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

/// "https://contoso.com/autodiscover/…" as errors show it: without a query.
std::string Shown(const std::string& url);

/// Thread-safe.
class Guide {
 public:
  /// `domain`: of the mail address.
  Guide(const std::string& domain, const Connection& connection);

  struct Direction {
    /// A clause: why it is not followed; empty where it is.
    std::string refusal;
    /// Where it leads to Exchange Online: the address of its EWS.
    std::string online_url;
  };

  /// A redirect, which counts. Where it leads to Exchange Online it is not
  /// followed either: the address is known.
  Direction Judge(const std::string& url);

  /// A redirect to another mail address.
  Direction JudgeAddress(const std::string& address);

  /// A clause: why `url` is not used; empty where it is https and its host is
  /// trusted.
  std::string RefusalOf(const std::string& url) const;

 private:
  bool Counts() { return redirects_.fetch_add(1) < kMostRedirects; }
  Direction Online(const std::string& url) const;

  static constexpr int kMostRedirects = 10;

  const Trust trust_;
  const bool uses_oauth_;
  std::atomic<int> redirects_{0};
};

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_GUIDE_H_
