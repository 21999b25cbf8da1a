// Somebody with a browser who signs in at the embedded authority.
#ifndef LETTERBOX_TESTS_SUPPORT_PERSON_H_
#define LETTERBOX_TESTS_SUPPORT_PERSON_H_

#include <stdexcept>
#include <string>
#include <utility>

#include "support/html_form.h"
#include "support/tls_client.h"

namespace letterbox {

/// "https://127.0.0.1:8443/a?b" is 8443.
inline int PortIn(const std::string& url) {
  return std::stoi(url.substr(url.rfind(':', url.find('/', 8)) + 1));
}
/// … and "/a?b".
inline std::string TargetIn(const std::string& url) {
  return url.substr(url.find('/', 8));
}

class Person {
 public:
  Person(std::string address, std::string password, std::string ca_pem)
      : address_(std::move(address)),
        password_(std::move(password)),
        ca_pem_(std::move(ca_pem)) {}

  /// Goes through the pages of an authorization request, accepts, and returns
  /// what the listener answers to what the browser brings it.
  std::string SignIn(const std::string& url) const {
    TlsClient client(PortIn(url), ca_pem_);
    const std::string path = TargetIn(url).substr(0, TargetIn(url).find('?'));
    const std::string page = client.Request("GET", TargetIn(url)).body;
    return BringBack(GoThrough(client, path, page));
  }

  /// Enters the code that a device shows; returns the last page.
  std::string SignInDevice(const std::string& url,
                           const std::string& code) const {
    TlsClient client(PortIn(url), ca_pem_);
    const std::string path = TargetIn(url);
    const std::string page =
        Post(client, path, EncodeFields({{"user_code", code}, {"next", "1"}}));
    return GoThrough(client, path, page);
  }

  /// Posts the form of a page to where it belongs.
  static std::string BringBack(const std::string& page) {
    const std::string mark = "action=\"";
    const std::size_t at = page.find(mark);
    if (at == page.npos) throw std::runtime_error("no way back in " + page);
    const std::string rest = page.substr(at + mark.size());
    const std::string url = FromHtml(rest.substr(0, rest.find('"')));
    const std::string body = EncodeFields(HiddenFieldsOf(page));
    TlsClient client(PortIn(url));
    client.Write("POST " + TargetIn(url) +
                 " HTTP/1.1\r\nHost: " + url.substr(7, url.find('/', 7) - 7) +
                 "\r\nOrigin: null\r\nContent-Type: "
                 "application/x-www-form-urlencoded\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.ReadAll();
  }

 private:
  static std::string Post(TlsClient& client, const std::string& path,
                          const std::string& body) {
    return client
        .Request("POST", path,
                 {{"Content-Type", "application/x-www-form-urlencoded"}}, body)
        .body;
  }

  std::string GoThrough(TlsClient& client, const std::string& path,
                        const std::string& page) const {
    std::string next =
        Post(client, path,
             FillIn(page, {{"login", address_}, {"passwd", password_}}));
    if (next.find("name=\"accept\"") != next.npos)
      next = Post(client, path, FillIn(next, {{"accept", "1"}}));
    return next;
  }

  const std::string address_;
  const std::string password_;
  const std::string ca_pem_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_PERSON_H_
