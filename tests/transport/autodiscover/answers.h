// What servers answer, as the protocol's documents have it.
#ifndef LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_ANSWERS_H_
#define LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_ANSWERS_H_

#include <string>

#include "made_up_internet.h"

namespace letterbox::autodiscover {

inline constexpr char kEws[] = "https://mail.contoso.com/EWS/Exchange.asmx";
inline constexpr char kPlace[] = "https://contoso.com";
inline constexpr char kOtherPlace[] = "https://autodiscover.contoso.com";
inline constexpr char kPlainPlace[] =
    "http://autodiscover.contoso.com/autodiscover/autodiscover.xml";

inline std::string JsonUrl(const std::string& place,
                           const std::string& address = "qa%40contoso.com") {
  return place + "/autodiscover/autodiscover.json/v1.0/" + address;
}
inline std::string PoxUrl(const std::string& place) {
  return place + "/autodiscover/autodiscover.xml";
}
inline std::string SoapUrl(const std::string& place) {
  return place + "/autodiscover/autodiscover.svc";
}

inline std::string JsonAnswer(const std::string& url = kEws) {
  return R"({"Protocol":"EWS","Url":")" + url + "\"}";
}

/// `account`: what the account holds.
inline std::string PoxAnswer(const std::string& account) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
         "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
         "autodiscover/responseschema/2006\"><Response xmlns=\"http://"
         "schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
         "2006a\"><User><DisplayName>QA</DisplayName></User><Account>"
         "<AccountType>email</AccountType>" +
         account + "</Account></Response></Autodiscover>";
}
inline std::string PoxSettings(const std::string& url = kEws) {
  return PoxAnswer(
      "<Action>settings</Action>"
      "<Protocol><Type>EXCH</Type><Server>inside</Server>"
      "<EwsUrl>https://inside.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol>"
      "<Protocol><Type>EXPR</Type><Server>outside</Server><EwsUrl>" +
      url + "</EwsUrl></Protocol>");
}

/// `user`: what the response of the user holds.
inline std::string SoapAnswer(const std::string& user) {
  return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
         "xmlns:a=\"http://www.w3.org/2005/08/addressing\"><s:Header>"
         "<a:Action s:mustUnderstand=\"1\">http://schemas.microsoft.com/"
         "exchange/2010/Autodiscover/Autodiscover/GetUserSettingsResponse"
         "</a:Action></s:Header><s:Body><GetUserSettingsResponseMessage "
         "xmlns=\"http://schemas.microsoft.com/exchange/2010/Autodiscover\">"
         "<Response xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">"
         "<ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses>"
         "<UserResponse>" +
         user +
         "</UserResponse></UserResponses></Response>"
         "</GetUserSettingsResponseMessage></s:Body></s:Envelope>";
}
inline std::string SoapSettings(const std::string& url = kEws) {
  return SoapAnswer(
      "<ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage>"
      "<RedirectTarget i:nil=\"true\"/><UserSettingErrors/><UserSettings>"
      "<UserSetting i:type=\"StringSetting\"><Name>InternalEwsUrl</Name><Value>"
      "https://inside.contoso.com/EWS/Exchange.asmx</Value></UserSetting>"
      "<UserSetting i:type=\"StringSetting\"><Name>ExternalEwsUrl</Name>"
      "<Value>" +
      url + "</Value></UserSetting></UserSettings>");
}
inline std::string SoapRedirect(const std::string& code,
                                const std::string& target) {
  return SoapAnswer("<ErrorCode>" + code + "</ErrorCode><ErrorMessage/>" +
                    "<RedirectTarget>" + target + "</RedirectTarget>" +
                    "<UserSettingErrors/><UserSettings/>");
}

/// Answers 401 until somebody signs in, offering `scheme`.
inline MadeUpInternet::Server Guarded(const std::string& body,
                                      const std::string& scheme = "Basic",
                                      const std::string& accepted = "") {
  return [=](const HttpRequest& request) {
    for (const Header& header : request.headers) {
      if (header.name == "Authorization" &&
          (accepted.empty() || header.value == accepted))
        return HttpResponse{200, {}, body};
    }
    return HttpResponse{401, {{"WWW-Authenticate", scheme}}, ""};
  };
}

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_ANSWERS_H_
