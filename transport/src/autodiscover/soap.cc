#include <string_view>

#include "ascii.h"
#include "autodiscover/way.h"
#include "letterbox/transport/printable.h"
#include "xml/reader.h"
#include "xml/writer.h"

namespace letterbox::autodiscover {
namespace {

using xml::Element;
using xml::Soap;

constexpr std::string_view kNs =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover";
constexpr std::string_view kAddressingNs =
    "http://www.w3.org/2005/08/addressing";
constexpr std::string_view kAction =
    "http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/"
    "GetUserSettings";

constexpr xml::Name A(std::string_view local) { return {kNs, local}; }

// By preference: what is reached from outside the organisation's network comes
// first.
constexpr std::string_view kSettings[] = {"ExternalEwsUrl", "InternalEwsUrl"};

std::string Envelope(const std::string& url, const std::string& address) {
  xml::Writer writer;
  writer.Open("soap:Envelope")
      .Attribute("xmlns:soap", xml::kSoapNs)
      .Attribute("xmlns:wsa", kAddressingNs)
      .Attribute("xmlns:a", kNs);
  writer.Open("soap:Header");
  writer.Leaf("a:RequestedServerVersion", "Exchange2010");
  writer.Leaf("wsa:Action", kAction);
  writer.Leaf("wsa:To", url);
  writer.Close();
  writer.Open("soap:Body");
  writer.Open("a:GetUserSettingsRequestMessage").Open("a:Request");
  writer.Open("a:Users").Open("a:User").Leaf("a:Mailbox", address);
  writer.Close().Close();
  writer.Open("a:RequestedSettings");
  for (const std::string_view setting : kSettings)
    writer.Leaf("a:Setting", setting);
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + writer.Finish();
}

HttpRequest Ask(const std::string& origin, const std::string& address) {
  HttpRequest request;
  request.url = origin + "/autodiscover/autodiscover.svc";
  request.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                     {"Accept", "text/xml"},
                     {"SOAPAction", "\"" + std::string(kAction) + "\""},
                     {"User-Agent", "Letterbox"}};
  request.body = Envelope(request.url, address);
  request.repeatable = true;
  return request;
}

Answer Refused(Element said) {
  return {Answer::Kind::kNothing,
          "refused: " + Printable(said.ChildText(A("ErrorCode"))) + ", " +
              Quoted(said.ChildText(A("ErrorMessage")))};
}

std::string SettingOf(Element user, std::string_view name) {
  const Element settings = user.Child(A("UserSettings"));
  for (Element setting = settings.Child(A("UserSetting")); setting;
       setting = setting.Next(A("UserSetting"))) {
    if (setting.ChildText(A("Name")) == name)
      return std::string(Trim(setting.ChildText(A("Value"))));
  }
  return "";
}

Answer ReadUser(Element user) {
  const std::string code = user.ChildText(A("ErrorCode"));
  const std::string target = user.ChildText(A("RedirectTarget"));
  if (code == "RedirectAddress")
    return {Answer::Kind::kRedirectAddress, target};
  if (code == "RedirectUrl") return {Answer::Kind::kRedirectUrl, target};
  if (code != "NoError") return Refused(user);
  for (const std::string_view name : kSettings) {
    const std::string url = SettingOf(user, name);
    if (!url.empty()) return {Answer::Kind::kUrl, url};
  }
  return {Answer::Kind::kNothing,
          "the answer names no URL of Exchange Web Services"};
}

Answer Read(const std::string& body) {
  try {
    const auto document = xml::Document::Parse(body);
    const Element message = document.root()
                                .Child(Soap("Body"))
                                .Child(A("GetUserSettingsResponseMessage"));
    const Element response = message.Child(A("Response"));
    if (!response)
      return {Answer::Kind::kNothing, "the answer is not that of Autodiscover"};
    if (response.ChildText(A("ErrorCode")) != "NoError")
      return Refused(response);
    return ReadUser(
        response.Child(A("UserResponses")).Child(A("UserResponse")));
  } catch (const xml::ParseError& error) {
    return {Answer::Kind::kNothing,
            "the answer is not XML (" + Printable(error.what()) + ")"};
  }
}

}  // namespace

const Way kSoap = {"SOAP", true, Ask, Read};

}  // namespace letterbox::autodiscover
