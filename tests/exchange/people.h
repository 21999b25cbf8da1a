// What the tests of the authority's pages for people share.
#ifndef LETTERBOX_TESTS_EXCHANGE_PEOPLE_H_
#define LETTERBOX_TESTS_EXCHANGE_PEOPLE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "exchange/oauth/authority.h"
#include "exchange/oauth/bearer.h"
#include "exchange/oauth/form.h"
#include "mime/base64.h"
#include "support/html_form.h"

namespace letterbox::exchange {

inline constexpr char kTenant[] = "11111111-2222-3333-4444-555555555555";
inline constexpr char kClient[] = "66666666-7777-8888-9999-000000000000";
inline constexpr char kPublic[] = "77777777-8888-9999-0000-111111111111";
inline constexpr char kOrigin[] = "https://127.0.0.1:8443";
inline constexpr char kScope[] =
    "https://127.0.0.1:8443/EWS.AccessAsUser.All offline_access openid";
// https://www.rfc-editor.org/rfc/rfc7636#appendix-B
inline constexpr char kVerifier[] =
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
inline constexpr char kChallenge[] =
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
inline const FormFields kAnna = {{"login", "Anna@contoso.test"},
                                 {"passwd", "right"}};

/// An authority without a socket, and a person with a browser.
class People : public testing::Test {
 protected:
  static FormFields Wish() {
    return {{"client_id", kPublic},
            {"response_type", "code"},
            {"redirect_uri", "http://localhost:8400/"},
            {"scope", kScope},
            {"state", "a&b"},
            {"nonce", "the-nonce"},
            {"code_challenge", kChallenge},
            {"code_challenge_method", "S256"}};
  }

  static FormFields With(FormFields fields, const std::string& name,
                         const std::string& value) {
    fields[name] = value;
    return fields;
  }

  HttpServerAnswer Ask(const std::string& path, const std::string& query) {
    return authority_.Handle({"GET", path, query, {}, ""}).value();
  }
  HttpServerAnswer Post(const std::string& path, const std::string& body) {
    return authority_
        .Handle({"POST",
                 path,
                 "",
                 {{"Content-Type", "application/x-www-form-urlencoded"}},
                 body})
        .value();
  }

  HttpServerAnswer Authorize(const FormFields& wish) {
    return Ask(kAuthorize, EncodeFields(wish));
  }
  HttpServerAnswer Next(const HttpServerAnswer& page, const FormFields& added,
                        const std::string& path = kAuthorize) {
    return Post(path, FillIn(page.body, added));
  }

  static std::string HeaderOf(const HttpServerAnswer& answer,
                              const std::string& name) {
    for (const Header& header : answer.headers)
      if (header.name == name) return header.value;
    return "";
  }

  /// What the browser brings back to the application.
  static FormFields BroughtBack(const HttpServerAnswer& answer) {
    EXPECT_EQ(answer.status, 303) << answer.body;
    const std::string url = HeaderOf(answer, "Location");
    const std::size_t query = url.find('?');
    EXPECT_EQ(url.substr(0, query), "http://localhost:8400/");
    return ParseForm(url.substr(query + 1))->values;
  }

  std::string SignIn(const FormFields& wish = Wish()) {
    return BroughtBack(
        Next(Next(Authorize(wish), kAnna), {{"accept", "1"}}))["code"];
  }

  /// Consent was given before.
  std::string SignInAgain() {
    return BroughtBack(Next(Authorize(Wish()), kAnna))["code"];
  }

  nlohmann::json Redeem(const FormFields& fields) {
    return nlohmann::json::parse(Post(kToken, EncodeFields(fields)).body);
  }
  static FormFields OfCode(const std::string& code) {
    return {{"grant_type", "authorization_code"},
            {"client_id", kPublic},
            {"code", code},
            {"redirect_uri", "http://localhost:8400/"},
            {"code_verifier", kVerifier}};
  }

  nlohmann::json StartDevice() {
    return nlohmann::json::parse(
        Post(kDevices,
             EncodeFields({{"client_id", kPublic}, {"scope", kScope}}))
            .body);
  }
  nlohmann::json Poll(const std::string& device_code) {
    now_ += std::chrono::seconds(1);
    return Redeem(
        {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
         {"client_id", kPublic},
         {"device_code", device_code}});
  }

  static constexpr char kAuthorize[] =
      "/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize";
  static constexpr char kToken[] =
      "/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token";
  static constexpr char kDevices[] =
      "/11111111-2222-3333-4444-555555555555/oauth2/v2.0/devicecode";

  std::chrono::system_clock::time_point now_ =
      std::chrono::system_clock::from_time_t(1795521600);  // 24 November 2026
  Authority authority_{
      {kTenant,
       kClient,
       "the-secret",
       std::chrono::hours(1),
       kPublic,
       {"http://localhost"}},
      kOrigin,
      [this] { return now_; },
      [](const std::string& user,
         const std::string& password) -> std::optional<std::string> {
        if (user == "Anna@contoso.test" && password == "right")
          return "anna@contoso.test";
        return std::nullopt;
      }};
};

}  // namespace letterbox::exchange

#endif  // LETTERBOX_TESTS_EXCHANGE_PEOPLE_H_
