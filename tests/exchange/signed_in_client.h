// A client of one embedded Exchange that does by hand what OAuth 2.0 and
// Exchange Web Services ask for.
#ifndef LETTERBOX_TESTS_EXCHANGE_SIGNED_IN_CLIENT_H_
#define LETTERBOX_TESTS_EXCHANGE_SIGNED_IN_CLIENT_H_

#include <gtest/gtest.h>

#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "letterbox/fixtures/embedded_exchange.h"
#include "support/tls_client.h"

namespace letterbox {

inline int PortOf(const std::string& origin) {
  return std::stoi(origin.substr(origin.rfind(':') + 1));
}

inline std::string Encoded(const std::string& text) {
  std::ostringstream encoded;
  for (const unsigned char c : text) {
    encoded << '%' << std::hex << c / 16 << c % 16;
  }
  return encoded.str();
}

class SignedInClient {
 public:
  explicit SignedInClient(const EmbeddedExchange& exchange)
      : connection_(exchange.ConnectionFor("")),
        socket_(PortOf(exchange.authority()), exchange.ca_certificate()) {}

  HttpReply AskForToken(const std::string& rest) {
    const Authentication& oauth = connection_.authenticate;
    return socket_.Request(
        "POST", "/" + oauth.tenant_id + "/oauth2/v2.0/token",
        {{"Content-Type", "application/x-www-form-urlencoded"}},
        "client_id=" + oauth.client_id +
            "&client_secret=" + Encoded(oauth.client_secret) + rest);
  }

  std::string ApplicationToken() {
    const HttpReply reply =
        AskForToken("&grant_type=client_credentials&scope=" +
                    Encoded(connection_.authenticate.authority + "/.default"));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return nlohmann::json::parse(reply.body)["access_token"];
  }

  HttpReply Ews(const std::string& token, const std::string& body,
                const std::string& path = "/EWS/Exchange.asmx") {
    Send(token, body, path);
    return socket_.ReadReply();
  }

  // Leaves the answer to be read by hand.
  void Send(const std::string& token, const std::string& body,
            const std::string& path = "/EWS/Exchange.asmx") {
    socket_.Write("POST " + path +
                  " HTTP/1.1\r\nHost: localhost\r\n"
                  "Authorization: Bearer " +
                  token +
                  "\r\nContent-Type: text/xml; charset=utf-8\r\n"
                  "client-request-id: request 1\r\n"
                  "return-client-request-id: true\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  TlsClient& socket() { return socket_; }

 private:
  Connection connection_;
  TlsClient socket_;
};

// `operation` is XML; its prefix t is bound, and the default namespace is that
// of the messages. `user`: whose mailbox; empty: that of the caller.
inline std::string Envelope(const std::string& user,
                            const std::string& operation) {
  const std::string impersonation =
      user.empty() ? ""
                   : "<t:ExchangeImpersonation><t:ConnectingSID>"
                     "<t:PrimarySmtpAddress>" +
                         user +
                         "</t:PrimarySmtpAddress></t:ConnectingSID>"
                         "</t:ExchangeImpersonation>";
  return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
         "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/"
         "types\" "
         "xmlns=\"http://schemas.microsoft.com/exchange/services/2006/"
         "messages\">"
         "<s:Header><t:RequestServerVersion Version=\"Exchange2013_SP1\"/>" +
         impersonation + "</s:Header><s:Body>" + operation +
         "</s:Body></s:Envelope>";
}

// The mails in the inbox.
inline std::string FindItem(const std::string& user) {
  return Envelope(user,
                  "<FindItem Traversal=\"Shallow\"><ItemShape>"
                  "<t:BaseShape>Default</t:BaseShape></ItemShape>"
                  "<ParentFolderIds><t:DistinguishedFolderId Id=\"inbox\"/>"
                  "</ParentFolderIds></FindItem>");
}

inline std::string Subscribe(const std::string& user) {
  return Envelope(
      user,
      "<Subscribe><StreamingSubscriptionRequest><t:FolderIds>"
      "<t:DistinguishedFolderId Id=\"inbox\"/></t:FolderIds><t:EventTypes>"
      "<t:EventType>NewMailEvent</t:EventType></t:EventTypes>"
      "</StreamingSubscriptionRequest></Subscribe>");
}

inline std::string GetStreamingEvents(const std::string& user,
                                      const std::string& subscription) {
  return Envelope(user,
                  "<GetStreamingEvents><SubscriptionIds><t:SubscriptionId>" +
                      subscription +
                      "</t:SubscriptionId></SubscriptionIds>"
                      "<ConnectionTimeout>30</ConnectionTimeout>"
                      "</GetStreamingEvents>");
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_EXCHANGE_SIGNED_IN_CLIENT_H_
