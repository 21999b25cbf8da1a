// A connection: an entry of the connection file, or the same made in code.
#ifndef LETTERBOX_TRANSPORT_CONNECTION_H_
#define LETTERBOX_TRANSPORT_CONNECTION_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/authentication.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox {

/// How the server's certificate is judged. Verification is always on.
struct Tls {
  /// A PEM file of certificate authorities trusted besides the system's.
  std::string ca_file;
  /// The same as text.
  std::string ca_pem;
};

/// Where the product under test hands in its mail by SMTP.
struct HandIn {
  std::string host;
  int port = 25;
  /// "none", "starttls" or "tls".
  std::string tls = "none";
  std::string user;      ///< empty: no authentication
  std::string password;  ///< never printed
};

/// Where a mailbox is and how to get in.
struct Connection {
  enum class Type {
    kExchange,  ///< Exchange, or what speaks Exchange Web Services
    kEmbedded,  ///< a user of the Exchange that ships with Letterbox
  };

  std::string name;
  Type type = Type::kExchange;
  /// A host name, or the whole EWS URL. Plain http is for loopback only.
  std::string host;
  /// Who signs in. Where a person does so with a browser it may be empty.
  std::string user;
  /// What is opened: an SMTP address. Default: the user.
  std::string mailbox;
  Authentication authenticate;
  Tls tls;
  /// The version of Exchange that requests are written for, such as
  /// "Exchange2016"; a server that does not know it gets the next lower one.
  /// Default: the earliest that has all that Letterbox asks for.
  std::string server_version;
  std::optional<HandIn> hand_in;
  /// How long Receive waits unless the call says otherwise.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  /// The folder where tokens rest between processes; empty: tokens are kept in
  /// memory only.
  std::string token_store;
};

/// `$LETTERBOX_TOKEN_STORE`, else `$XDG_STATE_HOME/letterbox`, else
/// `~/.local/state/letterbox`.
std::string DefaultTokenStore();

/// How `connection` gets its tokens: as it says; else, by the first of these
/// fields that has a value, redirect_url (authorization code),
/// certificate_file, assertion, refresh_token, password; else with the client
/// secret.
Authentication::Flow FlowOf(const Connection& connection);

/// "client_credentials": the word of the connection file.
std::string FlowName(Authentication::Flow flow);

/// The EWS URL of `connection.host`: as it stands where it is a URL, else
/// `https://HOST/EWS/Exchange.asmx`.
std::string EwsUrl(const Connection& connection);

/// The SMTP address that is opened: the mailbox, else the user, else, where a
/// person signs in, whoever did. Empty where nobody has yet.
std::string MailboxAddress(const Connection& connection);

/// Opens the mailbox of a connection of type kExchange. Asks the server for
/// nothing yet: the first use authorises. Throws ConfigError where a field is
/// missing or not usable, AuthError where the mailbox is that of a person who
/// has not signed in.
std::shared_ptr<Mailbox> OpenMailbox(const Connection& connection,
                                     Clock& clock = SystemClock());

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_CONNECTION_H_
