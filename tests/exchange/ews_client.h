// Requests to the service without HTTP, for tests.
#ifndef LETTERBOX_TESTS_EXCHANGE_EWS_CLIENT_H_
#define LETTERBOX_TESTS_EXCHANGE_EWS_CLIENT_H_

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exchange/ews/ews_endpoint.h"
#include "exchange/store.h"
#include "xml/reader.h"

namespace letterbox::exchange {

/// What came back for one request.
struct Reply {
  int status = 0;
  std::string envelope;
  std::shared_ptr<xml::Document> document;

  /// The first child of the SOAP body.
  xml::Element body() const;
  /// The response message number `place`.
  xml::Element message(int place = 0) const;
  /// Of that message; of a fault its own.
  std::string code(int place = 0) const;
  /// The first element of that name, in whatever depth of that message.
  xml::Element Find(xml::Name name, int place = 0) const;
};

/// One answer that goes on.
class StreamReply : public AnswerSink {
 public:
  void Send(int status, const std::string& envelope) override;
  void Refuse(int http_status,
              std::optional<std::chrono::seconds> /*retry_after*/) override {
    status = http_status;
    has_ended = true;
  }
  void Begin() override { has_begun = true; }
  void Write(const std::string& envelope) override;
  void End() override { has_ended = true; }
  void OnGone(std::function<void()> action) override { gone = action; }

  /// As if an envelope had come as a reply by itself.
  Reply envelope(std::size_t place) const;

  int status = 0;
  bool has_begun = false;
  bool has_ended = false;
  std::vector<std::string> envelopes;
  std::function<void()> gone;
};

/// A store with two users, anna and ben of contoso.test, and the service over
/// it. Time passes where a test says so. Every answer is checked against
/// Microsoft's schemas when this goes, where the machine has them.
class EwsClient {
 public:
  explicit EwsClient(ServiceSettings settings = {});
  ~EwsClient();

  /// `operation`: XML with the prefixes m and t. Sent as the application,
  /// impersonating `user`.
  Reply Ask(const std::string& operation,
            const std::string& user = "anna@contoso.test");
  /// A whole body, as `caller`.
  Reply AskWhole(const std::string& envelope, const Caller& caller);
  std::shared_ptr<StreamReply> Open(
      const std::string& operation,
      const std::string& user = "anna@contoso.test");

  static std::string Envelope(const std::string& operation,
                              const std::string& user);

  /// Runs what is due until then.
  void Pass(std::chrono::milliseconds time);

  /// The ids of the items of a folder, the newest arrival first.
  std::vector<std::string> Ids(const std::string& folder = "inbox",
                               const std::string& user = "anna@contoso.test");

  std::chrono::system_clock::time_point now;
  Store store;
  std::unique_ptr<EwsEndpoint> endpoint;
  std::vector<std::string> requests;  ///< operations, as the observer saw them

 private:
  struct Timer {
    std::chrono::system_clock::time_point due;
    std::function<void()> action;
  };
  std::map<int, Timer> timers_;
  int last_timer_ = 0;
  std::vector<std::string> answers_;
};

/// A small mail, CRLF.
std::string SmallMail(const std::string& subject, const std::string& more = "");

/// An attribute, "" where it is not there.
std::string AttributeOf(xml::Element element, const char* name);

/// <t:ItemId Id="…"/> of each.
std::string ItemIds(const std::vector<std::string>& ids);

}  // namespace letterbox::exchange

#endif  // LETTERBOX_TESTS_EXCHANGE_EWS_CLIENT_H_
