// The namespaces of SOAP and Exchange Web Services.
#ifndef LETTERBOX_XML_NAMES_H_
#define LETTERBOX_XML_NAMES_H_

#include <string_view>

namespace letterbox::xml {

/// What a reader goes by: the namespace and the local name, never the prefix.
struct Name {
  std::string_view ns;
  std::string_view local;
};

inline constexpr std::string_view kSoapNs =
    "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kTypesNs =
    "http://schemas.microsoft.com/exchange/services/2006/types";
inline constexpr std::string_view kMessagesNs =
    "http://schemas.microsoft.com/exchange/services/2006/messages";
inline constexpr std::string_view kErrorsNs =
    "http://schemas.microsoft.com/exchange/services/2006/errors";

constexpr Name Soap(std::string_view local) { return {kSoapNs, local}; }
constexpr Name T(std::string_view local) { return {kTypesNs, local}; }
constexpr Name M(std::string_view local) { return {kMessagesNs, local}; }
constexpr Name E(std::string_view local) { return {kErrorsNs, local}; }

}  // namespace letterbox::xml

#endif  // LETTERBOX_XML_NAMES_H_
