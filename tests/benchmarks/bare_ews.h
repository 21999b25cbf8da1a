// EWS over a bare TLS socket: what any client of the embedded Exchange has to
// wait for, and nothing that a library adds.
#ifndef LETTERBOX_TESTS_BENCHMARKS_BARE_EWS_H_
#define LETTERBOX_TESTS_BENCHMARKS_BARE_EWS_H_

#include <stdexcept>
#include <string>
#include <utility>

#include "auth/form.h"
#include "ews/soap.h"
#include "letterbox/fixtures/embedded_exchange.h"
#include "support/tls_client.h"

namespace letterbox {

/// What stands in `text` between the first `begin` and the next `end`.
inline std::string Between(const std::string& text, const std::string& begin,
                           const std::string& end) {
  const std::size_t at = text.find(begin);
  if (at == text.npos) throw std::runtime_error("no " + begin + " in " + text);
  const std::size_t from = at + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

/// The request as Letterbox writes it, for the application acting for
/// `mailbox`.
template <typename Operation>
std::string RequestOf(const Operation& operation, const std::string& mailbox) {
  ews::RequestContext context;
  context.version = "Exchange2013_SP1";
  context.impersonate = mailbox;
  return ews::WriteEnvelope(
             Operation::kTraits.name, context,
             [&](ews::RequestWriter& out) { operation.Write(out); })
      .xml;
}

class BareEws {
 public:
  BareEws(const EmbeddedExchange& exchange, std::string mailbox)
      : mailbox_(std::move(mailbox)),
        socket_(PortOf(exchange.ews_url()), exchange.ca_certificate()) {
    const Authentication oauth = exchange.ConnectionFor(mailbox_).authenticate;
    TlsClient authority(PortOf(exchange.authority()),
                        exchange.ca_certificate());
    const HttpReply reply = authority.Request(
        "POST", "/" + oauth.tenant_id + "/oauth2/v2.0/token",
        {{"Content-Type", "application/x-www-form-urlencoded"}},
        WriteForm({{"grant_type", "client_credentials"},
                   {"client_id", oauth.client_id},
                   {"client_secret", oauth.client_secret},
                   {"scope", oauth.authority + "/.default"}}));
    token_ = Between(reply.body, "\"access_token\":\"", "\"");
  }

  const std::string& token() const { return token_; }
  TlsClient& socket() { return socket_; }

  template <typename Operation>
  void Send(const Operation& operation) {
    const std::string body = RequestOf(operation, mailbox_);
    socket_.Write(
        "POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: localhost\r\n"
        "Authorization: Bearer " +
        token_ +
        "\r\nContent-Type: text/xml; charset=utf-8\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  /// The envelope that answers.
  template <typename Operation>
  std::string Ask(const Operation& operation) {
    Send(operation);
    HttpReply reply = socket_.ReadReply();
    if (reply.status != 200) throw std::runtime_error(reply.body);
    return std::move(reply.body);
  }

 private:
  static int PortOf(const std::string& url) {
    return std::stoi(url.substr(url.find(':', 8) + 1));
  }

  const std::string mailbox_;
  std::string token_;
  TlsClient socket_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_BENCHMARKS_BARE_EWS_H_
