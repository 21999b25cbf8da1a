// Where the server of a connection is.
#ifndef LETTERBOX_AUTODISCOVER_LOCATE_H_
#define LETTERBOX_AUTODISCOVER_LOCATE_H_

#include <optional>

#include "autodiscover/reach.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/connection.h"

namespace letterbox::autodiscover {

/// Whether `connection` leaves it to Autodiscover.
bool IsWanted(const Connection& connection);

/// `connection` as it is where it names its server; else with the URL as its
/// host that was found before. Nothing where none was. Asks nobody.
std::optional<Connection> Remembered(const Connection& connection);

/// The same; where nothing is remembered, Autodiscover finds it, and it is kept
/// for the next process. Throws what Search throws, and AuthError where the
/// token store cannot be used.
Connection Locate(const Connection& connection, const Reach& reach,
                  Clock& clock);
Connection Locate(const Connection& connection, Clock& clock);

/// The server is not that of the mailbox, or not any more.
void Forget(const Connection& connection);

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_AUTODISCOVER_LOCATE_H_
