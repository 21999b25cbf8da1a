#include <string_view>

#include "ascii.h"
#include "autodiscover/way.h"
#include "letterbox/transport/printable.h"
#include "xml/reader.h"
#include "xml/writer.h"

namespace letterbox::autodiscover {
namespace {

using xml::Element;

constexpr std::string_view kRequestNs =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/"
    "2006";
constexpr std::string_view kOutlookNs =
    "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/"
    "2006a";

HttpRequest Ask(const std::string& origin, const std::string& address) {
  xml::Writer writer;
  writer.Open("Autodiscover").Attribute("xmlns", kRequestNs);
  writer.Open("Request");
  writer.Leaf("EMailAddress", address);
  writer.Leaf("AcceptableResponseSchema", kOutlookNs);
  HttpRequest request;
  request.url = origin + "/autodiscover/autodiscover.xml";
  request.headers = {{"Content-Type", "text/xml; charset=utf-8"},
                     {"Accept", "text/xml"},
                     {"User-Agent", "Letterbox"}};
  request.body = "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + writer.Finish();
  request.repeatable = true;
  return request;
}

// Servers put an error into the namespace of the general response, and are not
// of one mind about capitals: RedirectUrl, RedirectURL.
Element ChildNamed(Element parent, std::string_view local) {
  for (const Element child : parent)
    if (EqualsIgnoringCase(child.local(), local)) return child;
  return {};
}

std::string TextNamed(Element parent, std::string_view local) {
  return std::string(Trim(ChildNamed(parent, local).Text()));
}

// Of a protocol: the URL of EWS, which older servers name by what it is for.
std::string UrlOf(Element protocol) {
  const std::string url = TextNamed(protocol, "EwsUrl");
  return url.empty() ? TextNamed(protocol, "ASUrl") : url;
}

// EXPR is what is reached from outside the organisation's reach, EXCH from
// inside.
std::string EwsUrlOf(Element account) {
  for (const std::string_view type : {"EXPR", "EXCH"}) {
    for (const Element protocol : account) {
      if (protocol.local() != "Protocol" || TextNamed(protocol, "Type") != type)
        continue;
      const std::string url = UrlOf(protocol);
      if (!url.empty()) return url;
    }
  }
  return "";
}

Answer ReadAccount(Element account) {
  const std::string action = TextNamed(account, "Action");
  if (EqualsIgnoringCase(action, "redirectAddr"))
    return {Answer::Kind::kRedirectAddress, TextNamed(account, "RedirectAddr")};
  if (EqualsIgnoringCase(action, "redirectUrl"))
    return {Answer::Kind::kRedirectUrl, TextNamed(account, "RedirectUrl")};
  const std::string url = EwsUrlOf(account);
  if (!url.empty()) return {Answer::Kind::kUrl, url};
  return {Answer::Kind::kNothing,
          "the answer names no URL of Exchange Web Services"};
}

Answer Read(const std::string& body) {
  try {
    const auto document = xml::Document::Parse(body);
    const Element root = document.root();
    const Element response = ChildNamed(root, "Response");
    if (root.local() != "Autodiscover" || !response)
      return {Answer::Kind::kNothing, "the answer is not that of Autodiscover"};
    if (const Element error = ChildNamed(response, "Error"))
      return {Answer::Kind::kNothing,
              "refused: error " + Printable(TextNamed(error, "ErrorCode")) +
                  ", " + Quoted(TextNamed(error, "Message"))};
    return ReadAccount(ChildNamed(response, "Account"));
  } catch (const xml::ParseError& error) {
    return {Answer::Kind::kNothing,
            "the answer is not XML (" + Printable(error.what()) + ")"};
  }
}

}  // namespace

const Way kPox = {"POX", true, Ask, Read};

}  // namespace letterbox::autodiscover
