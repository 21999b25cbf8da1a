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

/// How TLS is spoken: version 1.2 or later, and the server must show a
/// certificate by these rules.
struct Tls {
  /// A PEM file of certificate authorities trusted besides the system's.
  std::string ca_file;
  /// A folder of such files; those without a certificate are passed over.
  std::string ca_folder;
  /// The same as text.
  std::string ca_pem;
  /// What is shown to a server that asks for a certificate: a PEM file with it
  /// and its chain. Proxies do not get it.
  std::string certificate_file;
  /// Its private key, PEM; empty: in certificate_file.
  std::string key_file;
  std::string key_passphrase;  ///< never printed
  /// The SHA-256 of the Exchange server's certificate, 64 hexadecimal digits,
  /// which may be parted by colons: it alone is taken from that host, whoever
  /// issued it and whatever it is for. Empty: none.
  std::string fingerprint;
  /// False: any certificate of any server is taken, and each process says so on
  /// its standard error.
  bool verify = true;
};

/// Which proxy everything goes through, tokens too, and who signs in there.
struct Proxy {
  enum class Method {
    kOffered,    ///< the strongest of Digest, NTLM and Basic that is offered
    kBasic,      ///< user and password, readable on the way to an http proxy
    kDigest,     ///< user and password
    kNtlm,       ///< user, such as "DOMAIN\\user", and password
    kNegotiate,  ///< the Kerberos ticket of whoever runs the process
    kBearer,     ///< a token
  };

  /// "http://proxy.contoso.com:3128"; the scheme is http, https (TLS to the
  /// proxy), socks5 or socks5h (which mean the same: the proxy looks names up).
  /// "none": no proxy. "environment": what HTTPS_PROXY, HTTP_PROXY, ALL_PROXY
  /// and NO_PROXY say, in lower case first; never for this machine itself.
  std::string url = "environment";
  Method method = Method::kOffered;
  std::string user;  ///< empty: nobody signs in, but for kNegotiate, kBearer
  std::string password;  ///< never printed
  /// For kBearer: the token, never printed.
  std::string token;
  /// Or where one is got, as client_id, by the flow client_credentials of OAuth
  /// 2.0. That request does not go through the proxy.
  std::string token_url;
  std::string client_id;
  std::string client_secret;  ///< never printed
  std::string scope;
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

  /// What becomes of a test's mail at its end.
  enum class Cleanup {
    kKeepOnFailure,  ///< deleted where the test passed
    kDelete,
    kKeep,
  };

  std::string name;
  Type type = Type::kExchange;
  /// A host name, or the whole EWS URL; "autodiscover": the server is found
  /// from the mailbox's address. Plain http is for loopback only.
  std::string host;
  /// Hosts beyond the registered domain of the mailbox's address that
  /// Autodiscover may lead to.
  std::vector<std::string> trusted_hosts;
  /// Who signs in. Where a person does so with a browser it may be empty.
  std::string user;
  /// What is opened: an SMTP address. Default: the user.
  std::string mailbox;
  Authentication authenticate;
  Tls tls;
  Proxy proxy;
  /// The version of Exchange that requests are written for, such as
  /// "Exchange2016"; a server that does not know it gets the next lower one.
  /// Default: the earliest that has all that Letterbox asks for.
  std::string server_version;
  std::optional<HandIn> hand_in;
  /// How long Receive waits unless the call says otherwise.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  /// Whether mail to user+tag@domain reaches the mailbox. Default:
  /// HasPlusAddressing below.
  std::optional<bool> plus_addressing;
  /// Further addresses of the mailbox.
  std::vector<std::string> aliases;
  /// The pool that it belongs to; empty: none.
  std::string pool;
  Cleanup cleanup = Cleanup::kKeepOnFailure;
  /// Whether a test that needs it is skipped, not failed, where it is not
  /// configured.
  bool optional = false;
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

/// As `connection.plus_addressing` says; else true for Exchange Online and for
/// an embedded connection, and false for other servers, which bounce such mail
/// unless they were set up for it.
bool HasPlusAddressing(const Connection& connection);

/// The EWS URL of `connection.host`: as it stands where it is a URL, else
/// `https://HOST/EWS/Exchange.asmx`. Throws ConfigError where that is left to
/// Autodiscover.
std::string EwsUrl(const Connection& connection);

/// The SMTP address that is opened: the mailbox, else the user, else, where a
/// person signs in, whoever did. Empty where nobody has yet.
std::string MailboxAddress(const Connection& connection);

/// Opens the mailbox of a connection of type kExchange. Asks the server for
/// nothing yet: the first use authorises. Only where `host` is "autodiscover"
/// and the token store does not know the server, it is searched for, which
/// takes 30 s at most; ConnectionError where none is found. Throws ConfigError
/// where a field is missing or not usable, AuthError where the mailbox is that
/// of a person who has not signed in.
std::shared_ptr<Mailbox> OpenMailbox(const Connection& connection,
                                     Clock& clock = SystemClock());

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_CONNECTION_H_
