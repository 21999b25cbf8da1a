#include "autodiscover/search.h"

#include <algorithm>
#include <future>
#include <optional>
#include <set>
#include <utility>

#include "ascii.h"
#include "autodiscover/guide.h"
#include "autodiscover/messenger.h"
#include "autodiscover/srv_host.h"
#include "autodiscover/way.h"
#include "http/url.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "mime/idn.h"
#include "signals.h"

namespace letterbox::autodiscover {
namespace {

using Kind = Answer::Kind;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The longest silence of one server.
constexpr milliseconds kPatience = std::chrono::seconds(10);
constexpr milliseconds kSrvPatience = std::chrono::seconds(5);
constexpr milliseconds kSrvPatienceBehindProxy = std::chrono::seconds(2);

/// What came of one step.
struct Outcome {
  Answer answer;
  /// Nobody is there: other questions to the same host lead to nothing either.
  bool is_out_of_reach = false;
};

Outcome Nothing(std::string why) { return {{Kind::kNothing, std::move(why)}}; }

bool IsRedirect(const HttpResponse& response) {
  return response.status >= 300 && response.status < 400;
}

/// A thread for what may wait, without the signals of the process.
template <typename Action>
auto Start(Action action) {
  const SignalsBlocked blocked;
  return std::async(std::launch::async, std::move(action));
}

/// The search for one address; another one that a server names is another
/// search.
class AddressSearch {
 public:
  AddressSearch(std::string address, Messenger& messenger, Guide& guide,
                const Reach& reach, steady_clock::time_point deadline,
                std::vector<Attempt>& attempts)
      : address_(std::move(address)),
        domain_(address_.substr(address_.rfind('@') + 1)),
        messenger_(messenger),
        guide_(guide),
        reach_(reach),
        deadline_(deadline),
        attempts_(attempts) {}

  /// A URL, or another address; nothing where nobody knows.
  Answer Run() {
    const std::string places[] = {"https://" + domain_,
                                  "https://autodiscover." + domain_};
    // What needs no credentials is asked at once.
    std::future<Outcome> by_json[] = {
        Start([&] { return Ask(kJson, places[0]); }),
        Start([&] { return Ask(kJson, places[1]); })};
    auto redirect = Start([&] { return FindRedirect(); });
    const Ended ended{quickly_};  // before the futures wait for their end
    std::optional<SrvHost> srv;
    if (!reach_.behind_proxy) srv.emplace(reach_.look_up_srv, domain_);

    bool reached[2];
    for (int i = 0; i < 2; ++i) {
      const Outcome outcome = by_json[i].get();
      reached[i] = !outcome.is_out_of_reach;
      if (Note(places[i] + ", JSON", outcome)) return outcome.answer;
    }
    for (int i = 0; i < 2; ++i) {
      if (!reached[i]) continue;
      for (const Way* way : {&kPox, &kSoap}) {
        const Outcome outcome = Ask(*way, places[i]);
        if (Note(places[i] + ", " + way->name, outcome)) return outcome.answer;
      }
    }
    if (const Answer answer = FollowRedirect(redirect.get());
        answer.kind != Kind::kNothing)
      return answer;
    if (!srv) srv.emplace(reach_.look_up_srv, domain_);
    return AskSrvHost(*srv);
  }

 private:
  /// Ends what is still being asked when the answer is known.
  struct Ended {
    const Cancellation& cancellation;
    ~Ended() { cancellation.Cancel(); }
  };

  std::string SrvName() const { return "_autodiscover._tcp." + domain_; }

  /// Returns whether the outcome ends the search.
  bool Note(const std::string& step, const Outcome& outcome) {
    if (outcome.answer.kind != Kind::kNothing) {
      attempts_.push_back({step, "found"});
      return true;
    }
    attempts_.push_back({step, outcome.answer.text});
    return false;
  }

  void Limit(HttpRequest& request) const {
    request.timeout = kPatience;
    request.deadline = deadline_;
  }

  /// Puts the question, and follows where it leads. `url`: in place of the
  /// usual one.
  Outcome Ask(const Way& way, const std::string& origin,
              const std::string& url = "") {
    HttpRequest request = way.ask(origin, address_);
    if (!url.empty()) request.url = url;
    Limit(request);
    try {
      return Follow(way, request);
    } catch (const ConnectionError& error) {
      return {{Kind::kNothing, error.what()}, true};
    } catch (const Error& error) {
      return Nothing(error.what());
    }
  }

  Outcome Follow(const Way& way, HttpRequest request) {
    std::set<std::string> asked;
    for (;;) {
      if (!asked.insert(request.url).second)
        return Nothing("it leads in a circle, to " + Shown(request.url));
      const Answer answer = Judge(way, request);
      if (answer.kind == Kind::kUrl) return Judged(answer.text);
      if (answer.kind != Kind::kRedirectUrl) return {answer};
      const Guide::Direction direction = guide_.Judge(answer.text);
      if (!direction.refusal.empty()) return Nothing(direction.refusal);
      if (!direction.online_url.empty())
        return {{Kind::kUrl, direction.online_url}};
      request.url = answer.text;
    }
  }

  /// A URL of EWS that a server named.
  Outcome Judged(const std::string& url) const {
    const std::string refusal = guide_.RefusalOf(url);
    if (!refusal.empty()) return Nothing(refusal);
    return {{Kind::kUrl, url}};
  }

  /// One request.
  Answer Judge(const Way& way, const HttpRequest& request) {
    Messenger::Reply reply;
    if (way.signs_in) {
      reply = messenger_.SendSignedIn(request);
    } else {
      reply.response = messenger_.Send(request, quickly_);
    }
    const HttpResponse& response = reply.response;
    if (response.status == 200) return way.read(response.body);
    if (!reply.refusal.empty()) return {Kind::kNothing, reply.refusal};
    if (IsRedirect(response)) {
      const std::string target = RedirectTarget(response, request.url);
      if (!target.empty()) return {Kind::kRedirectUrl, target};
    }
    return {Kind::kNothing, "HTTP " + std::to_string(response.status)};
  }

  /// The redirect that may be asked over plain http: its answer is a URL to ask
  /// at, or nothing.
  Outcome FindRedirect() {
    HttpRequest request = AskForRedirect(domain_);
    Limit(request);
    try {
      const HttpResponse response = messenger_.Send(request, quickly_);
      const std::string target =
          IsRedirect(response) ? RedirectTarget(response, request.url) : "";
      if (target.empty())
        return Nothing("no redirect (HTTP " + std::to_string(response.status) +
                       ")");
      return {{Kind::kRedirectUrl, target}};
    } catch (const Error& error) {
      return Nothing(error.what());
    }
  }

  Answer FollowRedirect(const Outcome& found) {
    const std::string step = "http://autodiscover." + domain_ + ", redirect";
    const std::string& target = found.answer.text;
    if (found.answer.kind == Kind::kNothing) {
      attempts_.push_back({step, target});
      return {};
    }
    const Guide::Direction direction = guide_.Judge(target);
    if (!direction.refusal.empty()) {
      attempts_.push_back({step, direction.refusal});
      return {};
    }
    attempts_.push_back({step, "leads to " + Shown(target)});
    if (!direction.online_url.empty())
      return {Kind::kUrl, direction.online_url};
    return AskAll(ParseHttpUrl(target).origin, target);
  }

  /// All ways at one place; `pox_url` in place of the usual URL of POX.
  Answer AskAll(const std::string& origin, const std::string& pox_url = "") {
    for (const Way* way : {&kJson, &kPox, &kSoap}) {
      const Outcome outcome = Ask(*way, origin, way == &kPox ? pox_url : "");
      if (Note(origin + ", " + way->name, outcome)) return outcome.answer;
      if (outcome.is_out_of_reach) break;
    }
    return {};
  }

  Answer AskSrvHost(SrvHost& srv) {
    const auto patience =
        reach_.behind_proxy ? kSrvPatienceBehindProxy : kSrvPatience;
    const std::string step = "the SRV record " + SrvName();
    const SrvHost::Result found =
        srv.Await(std::min(deadline_, steady_clock::now() + patience));
    const auto give_up = [&](const std::string& why) {
      attempts_.push_back({step, why});
      return Answer();
    };
    if (found.host.empty()) return give_up(found.why);
    const std::string origin = "https://" + found.host;
    const Guide::Direction direction = guide_.Judge(origin + "/");
    if (!direction.refusal.empty()) return give_up(direction.refusal);
    give_up("names " + Printable(found.host));
    if (!direction.online_url.empty())
      return {Kind::kUrl, direction.online_url};
    return AskAll(origin);
  }

  const std::string address_;
  const std::string domain_;
  Messenger& messenger_;
  Guide& guide_;
  const Reach& reach_;
  const steady_clock::time_point deadline_;
  std::vector<Attempt>& attempts_;
  const Cancellation quickly_;
};

std::string ListOf(const std::vector<Attempt>& attempts) {
  std::string list;
  for (const Attempt& attempt : attempts)
    list += "\n  " + attempt.step + ": " + attempt.outcome;
  return list;
}

// The local part as it stands, the domain as it goes over the wire.
std::string WireAddress(const std::string& address) {
  const std::size_t at = address.rfind('@');
  return address.substr(0, at + 1) + AsciiDomain(address.substr(at + 1));
}

void CheckDomain(const Connection& connection, const std::string& address) {
  const std::string domain = address.substr(address.rfind('@') + 1);
  const bool is_usable = IsSmtpAddress(address) &&
                         !RegisteredDomain(domain).empty() &&
                         std::all_of(domain.begin(), domain.end(), [](char c) {
                           return IsLetterOrDigit(c) || c == '.' || c == '-';
                         });
  if (is_usable) return;
  throw ConfigError(
      "Connection " + Quoted(connection.name) +
          ": Autodiscover cannot ask for " + Quoted(address) +
          ", whose domain is none that an organisation registers. Write the "
          "server's name or its EWS URL under `host`.",
      "", 0, "host");
}

[[noreturn]] void GiveUp(const Connection& connection,
                         const std::string& address, bool was_refused,
                         const std::vector<Attempt>& attempts) {
  const std::string text =
      "Connection " + Quoted(connection.name) +
      ": Autodiscover found no "
      "Exchange server for " +
      Printable(address) + ". Tried:" + ListOf(attempts) +
      "\nWrite the server's name or its EWS URL under `host` "
      "(outlook.office365.com for Exchange Online).";
  if (was_refused) throw AuthError(text, connection.name, "");
  throw ConnectionError(ConnectionError::Kind::kResolve, text, "", false);
}

}  // namespace

Found Search(const Connection& connection, const std::string& address,
             const Reach& reach, Clock& clock, milliseconds longest) {
  const auto deadline = steady_clock::now() + longest;
  Messenger messenger(connection, reach, clock);
  std::vector<Attempt> attempts;
  std::set<std::string> addresses;
  std::string asked = WireAddress(address);
  CheckDomain(connection, asked);
  Guide guide(asked.substr(asked.rfind('@') + 1), connection);
  while (addresses.insert(ToLower(asked)).second) {
    const Answer answer =
        AddressSearch(asked, messenger, guide, reach, deadline, attempts).Run();
    if (answer.kind == Kind::kUrl) {
      const std::string by = attempts.back().step;
      attempts.pop_back();
      return {answer.text, by, attempts};
    }
    if (answer.kind == Kind::kNothing) break;
    attempts.back().outcome = "leads to the address " + Quoted(answer.text);
    asked = WireAddress(answer.text);
    const Guide::Direction direction = guide.JudgeAddress(asked);
    if (!direction.online_url.empty())
      return {direction.online_url, attempts.back().step, attempts};
    if (!direction.refusal.empty()) {
      attempts.back().outcome = direction.refusal;
      break;
    }
  }
  GiveUp(connection, address, messenger.was_refused(), attempts);
}

}  // namespace letterbox::autodiscover
