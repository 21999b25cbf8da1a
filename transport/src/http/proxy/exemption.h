// Which hosts NO_PROXY exempts.
#ifndef LETTERBOX_HTTP_PROXY_EXEMPTION_H_
#define LETTERBOX_HTTP_PROXY_EXEMPTION_H_

#include <string>
#include <string_view>

namespace letterbox {

/// Whether `rules` exempt `host`, a lower-case name or an address, at `port`.
/// The rules are parted by commas or blanks. One is
///   contoso.com, .contoso.com, *.contoso.com   that name and those below it
///   10.1.2.3, 10.0.0.0/8, fd00::/8             an address, or a block of them
///   *                                          everything
/// and all but the blocks and "*" may be followed by ":PORT". Addresses are not
/// looked up: a block exempts only what is asked for by its address.
bool IsExempt(std::string_view rules, const std::string& host, int port);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_EXEMPTION_H_
