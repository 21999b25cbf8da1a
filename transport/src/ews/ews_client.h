// Exchange Web Services for one mailbox: sends an operation's request and reads
// its answer. What goes wrong comes out as one of the errors of error.h.
#ifndef LETTERBOX_EWS_EWS_CLIENT_H_
#define LETTERBOX_EWS_EWS_CLIENT_H_

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "auth/token_source.h"
#include "ews/pacer.h"
#include "ews/refusal.h"
#include "ews/retries.h"
#include "ews/server_version.h"
#include "ews/shapes.h"
#include "ews/soap.h"
#include "http/cancellation.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"

namespace letterbox::ews {

/// What became of one item of a request. `value` is that of the operation's
/// Read where `status` is ok, or a warning that comes with one; else empty.
template <typename Value>
struct Outcome {
  Status status;
  Value value;
};

struct CallOptions {
  /// The longest silence.
  std::chrono::milliseconds timeout = std::chrono::seconds(100);
  /// When to give up, by the client's clock. Without one, see Retries.
  Clock::Deadline deadline = Clock::Deadline::max();
  /// Whether a call that the server refuses for a while is made again.
  bool ask_again = true;
  /// Default: the one that the client was made with.
  std::optional<Cancellation> cancellation;
};

/// An operation is a struct of its request's fields, with
///   static constexpr OperationTraits kTraits;
///   void Write(RequestWriter& out) const;      // inside m:Name
///   struct Result; static Result Read(xml::Element response_message);
/// Read throws xml::ParseError where something indispensable is missing.
///
/// Thread-safe.
class EwsClient {
 public:
  /// `transport`, `tokens` and `clock` must outlive it. Once `closing` is
  /// cancelled, all calls end with a ConnectionError that says so. `shared` may
  /// be null.
  EwsClient(Site site, HttpTransport& transport, TokenSource& tokens,
            Cancellation closing, Clock& clock = SystemClock(),
            std::unique_ptr<SharedPace> shared = nullptr);

  const Site& site() const { return site_; }
  const Pacer& pacer() const { return pacer_; }

  /// The next subscription may live on another server.
  void ForgetAffinity();

  /// One outcome a response message, in the order of the request's items.
  /// Throws where the server refuses the request as a whole.
  template <typename Operation>
  std::vector<Outcome<typename Operation::Result>> CallEach(
      const Operation& operation, const CallOptions& options = {}) {
    const Answer answer = Ask(Operation::kTraits, Body(operation), options);
    std::vector<Outcome<typename Operation::Result>> outcomes;
    for (const ResponseMessage& message : answer.messages) {
      outcomes.push_back(ReadOutcome<Operation>(answer, message));
    }
    return outcomes;
  }

  /// For a request of one item: its value. Throws a ServerError where the
  /// server refuses.
  template <typename Operation>
  typename Operation::Result Call(const Operation& operation,
                                  const CallOptions& options = {}) {
    auto outcomes = CallEach(operation, options);
    Require(Operation::kTraits, outcomes.front().status);
    return std::move(outcomes.front().value);
  }

  /// An answer of many envelopes: `on_outcome` gets each as it comes. Returns
  /// when the server ends the answer. What `on_outcome` throws comes out.
  template <typename Operation>
  void Stream(const Operation& operation,
              const std::function<void(Outcome<typename Operation::Result>)>&
                  on_outcome,
              const CallOptions& options) {
    Listen(
        Operation::kTraits, Body(operation),
        [&](const Answer& answer) {
          for (const ResponseMessage& message : answer.messages) {
            on_outcome(ReadOutcome<Operation>(answer, message));
          }
        },
        options);
  }

  /// Throws a ServerError unless `status` is ok.
  void Require(const OperationTraits& traits, const Status& status) const;

 private:
  using BodyWriter = std::function<void(RequestWriter&)>;

  template <typename Operation>
  static BodyWriter Body(const Operation& operation) {
    return [&operation](RequestWriter& out) { operation.Write(out); };
  }

  template <typename Operation>
  Outcome<typename Operation::Result> ReadOutcome(
      const Answer& answer, const ResponseMessage& message) const {
    Outcome<typename Operation::Result> outcome{message.status, {}};
    const bool warned =
        outcome.status.response_class == Status::Class::kWarning;
    if (!outcome.status.ok() && !(warned && Operation::kTraits.warns)) {
      return outcome;
    }
    try {
      outcome.value = Operation::Read(message.element);
    } catch (const xml::ParseError& error) {
      throw Unreadable(site_, Operation::kTraits.name, answer.beginning,
                       error.what());
    }
    return outcome;
  }

  Answer Ask(const OperationTraits& traits, const BodyWriter& body,
             const CallOptions& options);
  void Listen(const OperationTraits& traits, const BodyWriter& body,
              const std::function<void(const Answer&)>& on_answer,
              const CallOptions& options);
  void KeepPace(const Answer& answer);
  void AwaitTurn(const OperationTraits& traits, Retries& retries);

  /// One attempt of each.
  void ListenOnce(const OperationTraits& traits, const BodyWriter& body,
                  const std::function<void(const Answer&)>& on_answer,
                  const CallOptions& options, const Cancellation& cancellation);
  Answer AskOnce(const OperationTraits& traits, const BodyWriter& body,
                 const CallOptions& options, const Cancellation& cancellation);
  /// What refuses the whole answer, which is of one kind then; nothing where
  /// some of it is a success.
  std::optional<ServerError> RefusalOf(const OperationTraits& traits,
                                       const Answer& answer) const;

  /// The answer in `spliced`, which came with `http_status`. Throws where it is
  /// a fault or not an answer at all.
  Answer Judge(const OperationTraits& traits, int http_status,
               xml::Spliced spliced) const;
  /// Throws where what came with `response` is not SOAP and not HTTP 200
  /// either.
  Answer JudgeResponse(const OperationTraits& traits,
                       const HttpResponse& response,
                       xml::Spliced spliced) const;

  using Sender = std::function<HttpResponse(HttpRequest&,
                                            const std::string& authorization)>;
  /// Sends with a token; where that is refused, once more with another.
  HttpResponse SendAuthorised(const OperationTraits& traits,
                              const BodyWriter& body,
                              const CallOptions& options,
                              const std::string& version, const Sender& send);
  /// Runs `attempt` with the version to ask for, and again with a lower one
  /// where the server does not know it: it did nothing then.
  void Negotiate(const std::function<void(const std::string&)>& attempt);
  HttpRequest MakeRequest(const OperationTraits& traits, const BodyWriter& body,
                          const CallOptions& options,
                          const std::string& version) const;
  void KeepAffinity(const HttpResponse& response);
  void TellIfMoved(const ServerError& error) const;
  /// `error` in words that fit a client that is being closed.
  ConnectionError Closed(const OperationTraits& traits,
                         const ConnectionError& error) const;

  const Site site_;
  HttpTransport& transport_;
  TokenSource& tokens_;
  const Cancellation closing_;
  Clock& clock_;
  Pacer pacer_;
  ServerVersion version_;

  mutable std::mutex mutex_;
  std::string affinity_cookie_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_EWS_CLIENT_H_
