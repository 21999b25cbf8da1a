// The least that speaks Exchange Web Services over one TLS connection: for
// measuring the server, not a client.
#ifndef LETTERBOX_TESTS_SUPPORT_RAW_EWS_H_
#define LETTERBOX_TESTS_SUPPORT_RAW_EWS_H_

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "mime/base64.h"
#include "support/tls_client.h"

namespace letterbox {

/// The values of `attribute` in all elements that begin with `element`.
inline std::vector<std::string> AttributesIn(std::string_view xml,
                                             std::string_view element,
                                             std::string_view attribute) {
  std::vector<std::string> values;
  const std::string mark = std::string(attribute) + "=\"";
  for (std::size_t at = 0; (at = xml.find(element, at)) != xml.npos;) {
    at = xml.find(mark, at);
    if (at == xml.npos) break;
    at += mark.size();
    values.emplace_back(xml.substr(at, xml.find('"', at) - at));
  }
  return values;
}

/// Signs in as `user` with the password "letterbox".
class RawEws {
 public:
  RawEws(const EmbeddedExchange& exchange, const std::string& user)
      : client_(PortOf(exchange), exchange.ca_certificate()),
        headers_(
            {{"Content-Type", "text/xml; charset=utf-8"},
             {"Authorization", "Basic " + EncodeBase64(user + ":letterbox")}}) {
  }

  /// Sends a request, and returns the envelope of the answer.
  std::string Call(const std::string& operation) {
    HttpReply reply = client_.Request("POST", "/EWS/Exchange.asmx", headers_,
                                      Envelope(operation));
    if (reply.status != 200) throw std::runtime_error(reply.body);
    return std::move(reply.body);
  }

  std::string SubscribeToInbox() {
    const std::string answer = Call(
        "<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds>"
        "<t:DistinguishedFolderId Id=\"inbox\"/></t:FolderIds><t:EventTypes>"
        "<t:EventType>NewMailEvent</t:EventType></t:EventTypes>"
        "</m:StreamingSubscriptionRequest></m:Subscribe>");
    const std::string mark = "SubscriptionId>";
    const std::size_t at = answer.find(mark) + mark.size();
    return answer.substr(at, answer.find('<', at) - at);
  }

  /// After this only Read makes sense.
  void Listen(const std::string& subscription) {
    const std::string body =
        Envelope("<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>" +
                 subscription +
                 "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>5"
                 "</m:ConnectionTimeout></m:GetStreamingEvents>");
    std::string request =
        "POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const Header& header : headers_) {
      request += header.name + ": " + header.value + "\r\n";
    }
    client_.Write(request + "Content-Length: " + std::to_string(body.size()) +
                  "\r\n\r\n" + body);
    client_.ReadUntil("\r\n\r\n");
  }

  /// What has come of the stream, at least one byte, chunk sizes included.
  std::string Read() { return client_.Read(); }

  /// The bodies of the items, in one request.
  std::string GetBodies(const std::vector<std::string>& ids) {
    std::string items;
    for (const std::string& id : ids) {
      items += "<t:ItemId Id=\"" + id + "\"/>";
    }
    return Call(
        "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
        "<t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape>"
        "<m:ItemIds>" +
        items + "</m:ItemIds></m:GetItem>");
  }

 private:
  static int PortOf(const EmbeddedExchange& exchange) {
    const std::string& origin = exchange.authority();
    return std::stoi(origin.substr(origin.rfind(':') + 1));
  }

  static std::string Envelope(const std::string& operation) {
    return "<s:Envelope "
           "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
           "xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/"
           "messages\" "
           "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/"
           "types\"><s:Header><t:RequestServerVersion "
           "Version=\"Exchange2013\"/></s:Header><s:Body>" +
           operation + "</s:Body></s:Envelope>";
  }

  TlsClient client_;
  const std::vector<Header> headers_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_RAW_EWS_H_
