#include "ews/listener.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string_view>
#include <utility>

#include "ews/operations/get_events.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/unsubscribe.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

// A heartbeat comes every 45 s: two of them missed, and a margin.
constexpr milliseconds kSilence = std::chrono::seconds(100);

// The good-bye must not hold up the end of a test.
constexpr milliseconds kGoodBye{250};

// The subscription is gone, or this is not the server that has it.
constexpr std::string_view kLost[] = {
    "ErrorExpiredSubscription",
    "ErrorInvalidSubscription",
    "ErrorInvalidWatermark",
    "ErrorMissedNotificationEvents",
    "ErrorNewEventStreamConnectionOpened",
    "ErrorProxyRequestNotAllowed",
    "ErrorReadEventsFailed",
    "ErrorSubscriptionNotFound",
    "ErrorSubscriptionUnsubscribed",
};

// Of all mailboxes of a person or an application together.
constexpr std::string_view kNoMoreHanging = "ErrorExceededConnectionCount";

bool IsLost(const std::string& code) {
  return std::find(std::begin(kLost), std::end(kLost), code) != std::end(kLost);
}

// Thrown out of a stream to end it.
struct StreamOver {};

}  // namespace

Listener::Listener(EwsClient& client, Clock& clock, Hooks hooks)
    : client_(client), clock_(clock), hooks_(std::move(hooks)) {}

void Listener::Listen(const std::vector<Folder>& folders,
                      const Cancellation& cancellation) {
  if (way_ != Way::kStream && clock_.Now() >= best_again_) {
    Release();
    way_ = Way::kStream;
  }
  if (way_ == Way::kNone) return;
  try {
    Subscribe(folders, cancellation);
    way_ == Way::kStream ? Stream(cancellation) : Pull(cancellation);
  } catch (const ServerError& error) {
    Judge(error);
  } catch (const ProtocolError&) {
    FallBack();
  } catch (const ConnectionError& error) {
    Lose(error);
  } catch (const Error&) {
    // Such as a token that is refused: whoever reads the mailbox says so.
    subscription_ = {};
  }
}

void Listener::Release() {
  const std::string id = std::exchange(subscription_, {}).id;
  if (id.empty()) return;
  CallOptions options;
  options.timeout = kGoodBye;
  options.deadline = clock_.Now() + kGoodBye;
  options.cancellation = Cancellation();
  options.ask_again = false;
  try {
    Unsubscribe request;
    request.subscription = id;
    client_.Call(request, options);
  } catch (const std::exception&) {
    // The server forgets it by itself.
  }
}

void Listener::Subscribe(const std::vector<Folder>& folders,
                         const Cancellation& cancellation) {
  if (subscription_.folders != folders) Release();
  if (!subscription_.id.empty()) return;
  // The new one may live on another server than the old one did.
  client_.ForgetAffinity();
  ews::Subscribe request;
  request.kind = way_ == Way::kStream ? ews::Subscribe::Kind::kStreaming
                                      : ews::Subscribe::Kind::kPull;
  request.folders.assign(folders.begin(), folders.end());
  CallOptions options;
  options.cancellation = cancellation;
  options.ask_again = false;
  const ews::Subscribe::Result result = client_.Call(request, options);
  subscription_ = {result.subscription, result.watermark, folders, false};
}

void Listener::Stream(const Cancellation& cancellation) {
  GetStreamingEvents request;
  request.subscription = subscription_.id;
  CallOptions options;
  options.cancellation = cancellation;
  options.timeout = kSilence;
  options.deadline = clock_.Now() + kHangs;
  bool first = true;
  const auto hear = [&](const Outcome<GetStreamingEvents::Result>& outcome) {
    client_.Require(GetStreamingEvents::kTraits, outcome.status);
    // Nothing is told of what happened before the stream was open.
    if (std::exchange(first, false)) hooks_.on_open(subscription_.reused);
    if (outcome.value.events > 0) hooks_.on_event();
    if (outcome.value.lost) subscription_ = {};
    if (outcome.value.lost || outcome.value.closed) throw StreamOver();
  };
  try {
    client_.Stream<GetStreamingEvents>(request, hear, options);
  } catch (const StreamOver&) {
    // Some servers go on with heartbeats after they have said so.
  } catch (const ConnectionError&) {
    if (clock_.Now() < options.deadline) throw;
  }
}

void Listener::Pull(const Cancellation& cancellation) {
  GetEvents request;
  request.subscription = subscription_.id;
  CallOptions options;
  options.cancellation = cancellation;
  options.ask_again = false;
  bool first = true;
  do {
    request.watermark = subscription_.watermark;
    const GetEvents::Result result = client_.Call(request, options);
    // Events are kept for who asks late, but what was lost with an earlier
    // subscription is not among them.
    if (std::exchange(first, false)) hooks_.on_open(subscription_.reused);
    subscription_.watermark = result.watermark;
    if (result.events > 0) hooks_.on_event();
  } while (clock_.Now() < best_again_ && hooks_.pause(kBetween));
}

void Listener::Judge(const ServerError& error) {
  const std::string& code = error.response_code();
  if (IsLost(code)) {
    subscription_ = {};
  } else if ((way_ == Way::kStream && code == kNoMoreHanging) ||
             !error.retry_after()) {
    FallBack();
  }
}

// The subscription lives on at the server, and is tried again, unless nobody
// answers there: what comes up again has forgotten it.
void Listener::Lose(const ConnectionError& error) {
  if (error.kind() == ConnectionError::Kind::kConnect ||
      error.kind() == ConnectionError::Kind::kResolve) {
    subscription_ = {};
  }
  subscription_.reused = true;
}

void Listener::FallBack() {
  Release();
  way_ = way_ == Way::kStream ? Way::kPull : Way::kNone;
  best_again_ = clock_.Now() + kRestart;
}

}  // namespace letterbox::ews
