#include "autodiscover/locate.h"

#include "autodiscover/found_url.h"
#include "autodiscover/search.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox::autodiscover {
namespace {

Connection At(Connection connection, const std::string& url) {
  connection.host = url;
  return connection;
}

std::string AddressOf(const Connection& connection) {
  const std::string address = MailboxAddress(connection);
  if (address.find('@') != std::string::npos) return address;
  throw ConfigError(
      "Connection " + Quoted(connection.name) +
          ": Autodiscover goes by a mail address. Write it under `mailbox` or "
          "`user`.",
      "", 0, "mailbox");
}

}  // namespace

bool IsWanted(const Connection& connection) {
  return connection.host == "autodiscover";
}

std::optional<Connection> Remembered(const Connection& connection) {
  if (!IsWanted(connection)) return connection;
  const std::string url = LoadFoundUrl(connection, AddressOf(connection));
  if (url.empty()) return std::nullopt;
  return At(connection, url);
}

Connection Locate(const Connection& connection, const Reach& reach,
                  Clock& clock) {
  if (auto known = Remembered(connection)) return *std::move(known);
  const std::string address = AddressOf(connection);
  const Found found = Search(connection, address, reach, clock);
  SaveFoundUrl(connection, address, found.url);
  return At(connection, found.url);
}

Connection Locate(const Connection& connection, Clock& clock) {
  return Locate(connection, ReachOf(connection), clock);
}

void Forget(const Connection& connection) {
  if (IsWanted(connection)) DropFoundUrl(connection);
}

}  // namespace letterbox::autodiscover
