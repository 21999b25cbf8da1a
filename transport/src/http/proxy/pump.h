// Bytes between a socket and a tunnel.
#ifndef LETTERBOX_HTTP_PROXY_PUMP_H_
#define LETTERBOX_HTTP_PROXY_PUMP_H_

#include "http/proxy/tunnel.h"

namespace letterbox {

/// Passes bytes both ways until one side ends and what it said has been passed
/// on, or `stop` can be read. `client` must not block.
void Pump(Tunnel& tunnel, int client, int stop);

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_PROXY_PUMP_H_
