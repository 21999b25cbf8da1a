// Loads a connection file from text.
#ifndef LETTERBOX_TESTS_TRANSPORT_CONFIG_CONFIG_TEXT_H_
#define LETTERBOX_TESTS_TRANSPORT_CONFIG_CONFIG_TEXT_H_

#include <string>

#include "letterbox/transport/config.h"
#include "letterbox/transport/error.h"
#include "support/scoped_environment.h"
#include "support/temp_folder.h"

/// A folder for connection files, and no profile from outside.
class ConfigText {
 public:
  letterbox::Config Load(const std::string& yaml,
                         const std::string& profile = "") const {
    return letterbox::Config::Load(folder_.Write("letterbox.yaml", yaml),
                                   profile);
  }

  /// What Load throws, without the folder; "" where it does not throw.
  std::string ErrorOf(const std::string& yaml,
                      const std::string& profile = "") const {
    try {
      Load(yaml, profile);
    } catch (const letterbox::ConfigError& error) {
      return WithoutFolder(error.what());
    }
    return "";
  }

  /// `text` with "/folder/letterbox.yaml" made "letterbox.yaml".
  std::string WithoutFolder(std::string text) const {
    const std::string prefix = folder_.path().string() + "/";
    for (std::size_t at; (at = text.find(prefix)) != text.npos;)
      text.erase(at, prefix.size());
    return text;
  }

  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
  ScopedEnvironment no_profile_{"LETTERBOX_PROFILE", std::nullopt};
};

/// An exchange connection that lacks nothing.
inline constexpr char kComplete[] = R"(connections:
  customer:
    type: exchange
    host: mail.contoso.test
    user: qa@contoso.test
    authenticate:
      method: oauth2
      flow: client_credentials
      tenant_id: contoso.test
      client_id: client
      client_secret: ${env:LETTERBOX_TEST_SECRET}
)";

#endif  // LETTERBOX_TESTS_TRANSPORT_CONFIG_CONFIG_TEXT_H_
