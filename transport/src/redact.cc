#include "redact.h"

#include <cstddef>

namespace letterbox {

void Redact(std::string& text, std::string_view secret) {
  constexpr std::string_view kInstead = "***";
  if (secret.empty()) return;
  for (std::size_t at = text.find(secret); at != std::string::npos;
       at = text.find(secret, at + kInstead.size())) {
    text.replace(at, secret.size(), kInstead);
  }
}

}  // namespace letterbox
