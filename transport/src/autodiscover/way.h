// The questions that Autodiscover puts to a server. A new one is a file and a
// line in the table of search.cc.
#ifndef LETTERBOX_AUTODISCOVER_WAY_H_
#define LETTERBOX_AUTODISCOVER_WAY_H_

#include <string>

#include "http/http_transport.h"

namespace letterbox::autodiscover {

/// What a server says.
struct Answer {
  enum class Kind {
    kUrl,              ///< where Exchange Web Services are
    kRedirectUrl,      ///< ask this URL
    kRedirectAddress,  ///< ask anew for this mail address
    kNothing,          ///< `text` is a clause that says why
  };

  Kind kind = Kind::kNothing;
  std::string text;
};

struct Way {
  const char* name;
  /// Whether servers want to know who asks.
  bool signs_in;
  /// The question about `address`, for `origin`, as in HttpUrl.
  HttpRequest (*ask)(const std::string& origin, const std::string& address);
  /// Reads the body of an answer with status 200. Never throws.
  Answer (*read)(const std::string& body);
};

/// Autodiscover V2: answers everybody, with JSON.
/// https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange
extern const Way kJson;

/// "Plain old XML".
/// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxdscli
extern const Way kPox;

/// The operation GetUserSettings.
/// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap
extern const Way kSoap;

/// The request without anything that signs in, over plain http, whose answer
/// may point to an https URL.
HttpRequest AskForRedirect(const std::string& domain);

/// Where an answer with a status from 300 to 399 points to: an absolute URL;
/// empty where it names none. `asked` is the URL that it answers.
std::string RedirectTarget(const HttpResponse& response,
                           const std::string& asked);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_WAY_H_
