#include "auth/password_source.h"

#include "auth/issued_for.h"
#include "auth/run.h"
#include "auth/sign_in.h"
#include "http/http_message.h"
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

std::string RefusalOf(const Connection& connection,
                      const std::string& offered) {
  const Method method = connection.authenticate.method;
  const std::string server = ParseHttpUrl(EwsUrl(connection)).origin;
  const std::string name = Quoted(MethodName(method));
  const std::string begin = "Connection " + Quoted(connection.name) + ": ";
  const std::string offers =
      offered.empty() ? "" : " It offers: " + offered + ".";
  if (method == Method::kNegotiate)
    return begin + server +
           " refused the Kerberos ticket, or there is none (401, method " +
           name + ")." + offers +
           " Get one with kinit, see with klist that it is for the right "
           "user and not expired, and check that `host` is the name that the "
           "server has in Kerberos.";
  return begin + server + " refused the password of " +
         Quoted(connection.user) + " (401, method " + name + ")." + offers +
         " It is not tried again in this run, nor within a minute, so that "
         "the account is not locked. Check `user` (DOMAIN\\user or "
         "user@domain) and "
         "authenticate: password, that the account is not locked or expired, "
         "and that the server offers this method.";
}

// What else than the secrets another judgement may come of.
IssuedFor TriedFor(const Connection& connection) {
  IssuedFor tried;
  tried.flow = MethodName(connection.authenticate.method);
  tried.authority = EwsUrl(connection);
  tried.user = connection.user;
  return tried;
}

// A ticket is not the connection's, and nothing is locked by it.
std::optional<TokenStore> MemoryOf(const Connection& connection) {
  if (connection.authenticate.method == Method::kNegotiate) return std::nullopt;
  return StoreOf(connection);
}

// Faults of Exchange come with 500; what is above comes from a gateway, and
// judges no password.
bool IsFromBehindTheDoor(const HttpResponse* response) {
  return response != nullptr && response->status <= 500;
}

}  // namespace

PasswordSource::PasswordSource(const Connection& connection, Clock& clock)
    : connection_(connection),
      clock_(clock),
      header_(HeaderOf(connection)),
      store_(MemoryOf(connection)) {}

std::string PasswordSource::Authorization() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return !is_trying_; });
  if (judged_ == Judged::kNotYet) TakeRemembered();
  if (judged_ == Judged::kNotYet && store_) {
    others_ = store_->Acquire();
    // Whoever held the lock before may know now.
    TakeRemembered();
    if (judged_ != Judged::kNotYet) others_.reset();
  }
  if (judged_ == Judged::kRefused)
    throw AuthError(refusal_, connection_.name, "");
  is_trying_ = judged_ == Judged::kNotYet;
  return header_;
}

void PasswordSource::Answered(const HttpResponse* response) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (response != nullptr && response->status == 401) {
    judged_ = Judged::kRefused;
    refusal_ = RefusalOf(connection_, OfferedSchemes(*response));
    Remember(refusal_);
  } else if (IsFromBehindTheDoor(response) && judged_ == Judged::kNotYet) {
    judged_ = Judged::kAccepted;
    Remember("");
  }
  is_trying_ = false;
  others_.reset();
  changed_.notify_all();
}

// Answered has taken note of it.
void PasswordSource::Refuse(const std::string&) {}

void PasswordSource::TakeRemembered() {
  const std::optional<StoredToken> stored =
      store_ ? store_->Load() : std::nullopt;
  if (!stored || !stored->refusal ||
      FirstDifference(stored->issued_for, TriedFor(connection_)) != nullptr ||
      !StillHolds(*stored->refusal, connection_, clock_.Date()))
    return;
  refusal_ = stored->refusal->text;
  if (!refusal_.empty())
    judged_ = Judged::kRefused;
  else if (stored->refusal->run == CurrentRun())
    judged_ = Judged::kAccepted;
}

void PasswordSource::Remember(const std::string& refusal) {
  if (!store_) return;
  // Without a refusal's text it says that the password was taken.
  const TokenRefusal judgement(refusal, connection_.name, "",
                               TokenRefusal::Kind::kFinal);
  store_->Save({TriedFor(connection_), Token(),
                Remembered(judgement, connection_, clock_.Date())});
}

}  // namespace letterbox
