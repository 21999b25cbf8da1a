// A transport that answers from a script and records what it was asked.
#ifndef LETTERBOX_TESTS_SUPPORT_SCRIPTED_TRANSPORT_H_
#define LETTERBOX_TESTS_SUPPORT_SCRIPTED_TRANSPORT_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/http_transport.h"

namespace letterbox {

/// Send and Stream have a script each, used up in order. A request beyond the
/// end of its script fails with a ConnectionError. Thread-safe.
class ScriptedTransport : public HttpTransport {
 public:
  using Answer = std::function<HttpResponse(const HttpRequest&)>;

  /// How a scripted stream goes on after its parts.
  enum class Then {
    kEnd,    ///< the body is complete
    kBreak,  ///< the connection breaks: ConnectionError, kClosed
    kHang,   ///< silence until cancelled: ConnectionError, kCancelled
  };

  /// Queues an answer to Send.
  void Reply(HttpResponse response) {
    Reply([response](const HttpRequest&) { return response; });
  }
  void Reply(int status, std::string body, std::vector<Header> headers = {}) {
    Reply(HttpResponse{status, std::move(headers), std::move(body)});
  }
  /// Queues what answers a request to Send, or throws.
  void Reply(Answer answer) {
    std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
  }
  /// Queues a failure of Send.
  void Fail(ConnectionError error) {
    Reply([error](const HttpRequest&) -> HttpResponse { throw error; });
  }

  /// Queues an answer to Stream: status 200, its body in these parts.
  void ReplyStream(std::vector<std::string> parts, Then then = Then::kEnd) {
    std::lock_guard lock(mutex_);
    streams_.push_back({HttpResponse{200, {}, ""}, std::move(parts), then});
  }
  /// Queues a refusal of Stream: a status other than 200 and a body.
  void RefuseStream(HttpResponse response) {
    std::lock_guard lock(mutex_);
    streams_.push_back({std::move(response), {}, Then::kEnd});
  }

  /// All requests so far, in order.
  std::vector<HttpRequest> requests() const {
    std::lock_guard lock(mutex_);
    return requests_;
  }

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation = {}) override {
    Answer answer = Next(answers_, request);
    if (cancellation.cancelled()) throw Cancelled(request);
    return answer(request);
  }

  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override {
    const ScriptedStream stream = Next(streams_, request);
    for (const std::string& part : stream.parts) {
      if (cancellation.cancelled()) throw Cancelled(request);
      on_bytes(part);
    }
    if (stream.then == Then::kHang) {
      AwaitCancel(cancellation);
      throw Cancelled(request);
    }
    if (stream.then == Then::kBreak) {
      throw ConnectionError(ConnectionError::Kind::kClosed,
                            request.url + ": the scripted connection broke.",
                            request.url, true);
    }
    return stream.response;
  }

 private:
  struct ScriptedStream {
    HttpResponse response;
    std::vector<std::string> parts;
    Then then;
  };

  /// Records `request` and takes the first entry of its script.
  template <typename Entry>
  Entry Next(std::deque<Entry>& script, const HttpRequest& request) {
    std::lock_guard lock(mutex_);
    requests_.push_back(request);
    if (script.empty()) {
      throw ConnectionError(
          ConnectionError::Kind::kConnect,
          request.url + ": the script has no answer to this request.",
          request.url, false);
    }
    Entry entry = std::move(script.front());
    script.pop_front();
    return entry;
  }

  static void AwaitCancel(const Cancellation& cancellation) {
    std::mutex mutex;
    std::condition_variable condition;
    bool done = false;
    Cancellation::Registration registration(cancellation, [&] {
      std::lock_guard lock(mutex);
      done = true;
      condition.notify_all();
    });
    std::unique_lock lock(mutex);
    condition.wait(lock, [&] { return done; });
  }

  static ConnectionError Cancelled(const HttpRequest& request) {
    return ConnectionError(ConnectionError::Kind::kCancelled,
                           request.url + ": cancelled.", request.url, true);
  }

  mutable std::mutex mutex_;
  std::deque<Answer> answers_;
  std::deque<ScriptedStream> streams_;
  std::vector<HttpRequest> requests_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_SCRIPTED_TRANSPORT_H_
