#include "http/http_message.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "ascii.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
bool IsToken(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsLetterOrDigit(c) || kMarks.find(c) != std::string_view::npos;
  });
}

bool IsControl(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

// What signs in, or says who somebody is.
constexpr std::string_view kSecrets[] = {"Authorization", "Proxy-Authorization",
                                         "Cookie"};

}  // namespace

void CheckMessage(const HttpRequest& request) {
  if (!IsToken(request.method))
    throw Error("The HTTP method " + Quoted(request.method) +
                " is not a word. Nothing was sent.");
  for (const Header& header : request.headers) {
    if (!IsToken(header.name))
      throw Error("The HTTP header " + Quoted(header.name) +
                  " has a name that no header can have. Nothing was sent.");
    if (request.may_be_plain &&
        std::any_of(std::begin(kSecrets), std::end(kSecrets),
                    [&](std::string_view name) {
                      return EqualsIgnoringCase(header.name, name);
                    }))
      throw Error("The HTTP header " + header.name +
                  " does not go over plain http. Nothing was sent.");
    // The value stays out of the text: it may be a secret.
    if (std::any_of(header.value.begin(), header.value.end(), IsControl))
      throw Error("The value of the HTTP header " + header.name +
                  " holds a line end or another control character. Check the "
                  "setting that it comes from. Nothing was sent.");
  }
}

std::string HttpResponse::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (EqualsIgnoringCase(header.name, name)) return header.value;
  }
  return "";
}

std::string OfferedSchemes(const HttpResponse& response) {
  std::string schemes;
  for (const Header& header : response.headers) {
    if (!EqualsIgnoringCase(header.name, "WWW-Authenticate")) continue;
    if (!schemes.empty()) schemes += ", ";
    schemes += Printable(header.value.substr(0, header.value.find(' ')));
  }
  return schemes;
}

}  // namespace letterbox
