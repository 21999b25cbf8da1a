#include "autodiscover/trust.h"

#include <libpsl.h>

#include <algorithm>

#include "ascii.h"
#include "mime/idn.h"

namespace letterbox::autodiscover {

std::string RegisteredDomain(const std::string& domain) {
  const std::string ascii = AsciiDomain(domain);
  const char* const found =
      psl_registrable_domain(psl_builtin(), ascii.c_str());
  return found == nullptr ? "" : found;
}

Trust::Trust(const std::string& domain, const std::vector<std::string>& hosts)
    : registered_(RegisteredDomain(domain)) {
  for (const std::string& host : hosts) hosts_.push_back(AsciiDomain(host));
}

bool Trust::Covers(const std::string& host) const {
  const std::string ascii = AsciiDomain(host);
  if (std::find(hosts_.begin(), hosts_.end(), ascii) != hosts_.end())
    return true;
  return !registered_.empty() && RegisteredDomain(ascii) == registered_;
}

}  // namespace letterbox::autodiscover
