// Exchange Online, whose address needs no finding.
#ifndef LETTERBOX_AUTODISCOVER_ONLINE_H_
#define LETTERBOX_AUTODISCOVER_ONLINE_H_

#include <string>

namespace letterbox::autodiscover {

/// The EWS URL of the cloud that `host` is a part of, such as
/// "autodiscover-s.outlook.com"; empty where it is none of Microsoft's.
/// https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
std::string OnlineEwsUrl(const std::string& host);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_ONLINE_H_
