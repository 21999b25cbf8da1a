#include "auth/device_code.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>

#include "auth/json.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

using nlohmann::json;
using std::chrono::seconds;

constexpr char kGrantType[] = "urn:ietf:params:oauth:grant-type:device_code";
constexpr seconds kSlowDown{5};

struct Device {
  std::string code;
  std::string user_code;
  std::string page;
  seconds interval;
  seconds lifetime;
};

/// A number of seconds within bounds; `usual` where there is none.
seconds SecondsOf(const json& answer, const char* key, int usual, int most) {
  const auto found = answer.find(key);
  if (found == answer.end() || !found->is_number()) return seconds(usual);
  return seconds(
      static_cast<int>(std::clamp<double>(found->get<double>(), 0, most)));
}

/// Shown to a person, who opens it: nothing but a page.
bool IsPage(const std::string& url) {
  try {
    ParseHttpUrl(url);
    return true;
  } catch (const Error&) {
    return false;
  }
}

Device ReadDevice(AuthorityClient& client, const HttpResponse& response,
                  const std::string& shown) {
  const json answer = ParseObject(response.body);
  if (response.status != 200 || !answer.is_object()) {
    // The token endpoint's reader knows what refusals mean.
    ReadTokenAnswer(response, {client.connection().name,
                               shown,
                               {client.connection().authenticate.client_secret},
                               client.clock().Date()});
  }
  Device device;
  device.code = TextOf(answer, "device_code");
  device.user_code = TextOf(answer, "user_code");
  device.page = TextOf(answer, "verification_uri");
  // As it was called before the standard was one.
  if (device.page.empty()) device.page = TextOf(answer, "verification_url");
  device.interval = SecondsOf(answer, "interval", 5, 300);
  device.lifetime = SecondsOf(answer, "expires_in", 900, 3600);
  if (device.code.empty() || device.user_code.empty() || !IsPage(device.page))
    FailSignIn(client, shown +
                           " answered without a usable device code. Check "
                           "authenticate: authority and token_url.");
  return device;
}

Device StartDevice(AuthorityClient& client, const Wanted& wanted) {
  const std::string& url = client.endpoints().device;
  if (url.empty())
    FailSignIn(client,
               "the authority has no sign-in with a device code. Use flow: "
               "authorization_code.");
  return ReadDevice(client, client.Post(url, FieldsOf(wanted)),
                    ParseHttpUrl(url).shown);
}

void WaitUntil(Clock& clock, Clock::Deadline time) {
  std::mutex mutex;
  std::condition_variable condition;
  std::unique_lock lock(mutex);
  while (clock.Now() < time) clock.Wait(condition, lock, time);
}

}  // namespace

Token SignInByDevice(AuthorityClient& client, const PersonPrompt& prompt) {
  const Wanted wanted = WantedOf(client.connection(), false);
  Device device = StartDevice(client, wanted);
  Clock& clock = client.clock();
  const auto end = std::min(prompt.deadline, clock.Now() + device.lifetime);
  prompt.show_code(Printable(device.page), Printable(device.user_code, 40));
  for (;;) {
    const auto next = clock.Now() + device.interval;
    if (next >= end)
      FailSignIn(client,
                 "nobody entered the code in time. Run the command again.",
                 "expired_token");
    WaitUntil(clock, next);
    try {
      const TokenAnswer answer =
          client.AskToken(kGrantType, {{"device_code", device.code}});
      return TokenOfPerson(client, answer, wanted, "");
    } catch (const AuthError& error) {
      if (error.code() == "slow_down")
        device.interval += kSlowDown;
      else if (error.code() != "authorization_pending")
        throw;
    } catch (const ConnectionError&) {
      // https://www.rfc-editor.org/rfc/rfc8628#section-3.5: ask less often.
      device.interval *= 2;
    }
  }
}

}  // namespace letterbox
