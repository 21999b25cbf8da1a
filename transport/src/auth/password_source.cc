#include "auth/password_source.h"

#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "mime/base64.h"
#include "requirements.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;

// https://www.rfc-editor.org/rfc/rfc7617
std::string HeaderOf(const Connection& connection) {
  if (connection.authenticate.method != Method::kBasic) return "";
  if (connection.user.find(':') != std::string::npos)
    throw ConfigError("Connection " + Quoted(connection.name) +
                          ": `user` holds a colon, which Basic cannot send. "
                          "Use another name of that user.",
                      "", 0, "user");
  return "Basic " +
         EncodeBase64(connection.user + ":" + connection.authenticate.password);
}

std::string RefusalOf(const Connection& connection) {
  const Method method = connection.authenticate.method;
  const std::string server = ParseHttpUrl(EwsUrl(connection)).origin;
  const std::string name = Quoted(MethodName(method));
  const std::string begin = "Connection " + Quoted(connection.name) + ": ";
  if (method == Method::kNegotiate)
    return begin + server +
           " refused the Kerberos ticket, or there is none (401, method " +
           name +
           "). Get one with kinit, see with klist that it is for the right "
           "user and not expired, and check that `host` is the name that the "
           "server has in Kerberos.";
  return begin + server + " refused the password of " +
         Quoted(connection.user) + " (401, method " + name +
         "). It is not tried again, so that the account is not locked. Check "
         "`user` (DOMAIN\\user or user@domain) and authenticate: password, "
         "that the account is not locked or expired, and that the server "
         "offers this method.";
}

}  // namespace

PasswordSource::PasswordSource(const Connection& connection)
    : connection_(connection.name),
      header_(HeaderOf(connection)),
      refusal_(RefusalOf(connection)) {}

std::string PasswordSource::Authorization() {
  if (refused_) throw AuthError(refusal_, connection_, "");
  return header_;
}

void PasswordSource::Refuse(const std::string&) { refused_ = true; }

}  // namespace letterbox
