// A mailbox server in memory, just large enough to test what watches it. It
// has one inbox, states of synchronisation, and streams; its answers are made
// up. Tests can make it forget, refuse and break.
#ifndef LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_SERVER_H_
#define LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_SERVER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/http_transport.h"
#include "xml/reader.h"

namespace letterbox::ews {

/// Thread-safe.
class MadeUpServer {
 public:
  /// Puts a mail into the inbox, tells the streams, and returns its id.
  std::string Deliver(const std::string& subject);
  /// The same without telling anybody, as when no stream is open.
  std::string DeliverSilently(const std::string& subject);
  void Remove(const std::string& id);
  /// Puts a removed mail back, with the id and number that it had.
  void PutBack(const std::string& id, const std::string& subject);
  /// From here on GetItem does not find it, though a sync still tells of it.
  void Vanish(const std::string& id);

  /// How a state that the server does not know is answered.
  enum class Unknown { kRefused, kTakenAsEmpty };
  void ForgetStates(Unknown unknown);
  void ForgetSubscriptions();
  /// Cuts all open streams.
  void CutStreams();
  /// Ends all open streams with the status Closed.
  void CloseStreams();

  /// The next request of `operation` fails with this response code.
  void Refuse(const std::string& operation, const std::string& code);
  /// The next stream does.
  void RefuseStream(const std::string& code);
  /// All requests of `operation` do.
  void RefuseAll(const std::string& operation, const std::string& code);
  /// GetItem answers this item with `code` once; NoError: without content.
  void RefuseItem(const std::string& id, const std::string& code);
  /// More items at once are too large for an answer.
  void set_most_items(std::size_t most);
  /// The next request of `operation` gets no answer.
  void Break(const std::string& operation);
  /// Called with the operation's name when its answer is made up and before it
  /// is given.
  void OnAnswer(std::function<void(const std::string& operation)> action);

  /// Whether it numbers arrivals: kLeftOut sorts without a word.
  enum class Numbers { kGiven, kLeftOut, kRefused };
  void set_numbers(Numbers numbers);
  /// Gives it the next number, as if a change did that.
  void Renumber(const std::string& id);
  /// Of receipt, in seconds since 1970. By default three mails share a second.
  void SetTime(const std::string& id, std::int64_t time);

  /// How many changes a sync tells at once. 512 by default.
  void set_page(std::size_t page);

  int count(const std::string& operation) const;
  /// How long the last request of `operation` was to wait for its answer.
  std::chrono::seconds patience(const std::string& operation) const;
  int open_streams() const;
  int most_open_streams() const;
  /// Waits until so many requests of `operation` were seen.
  void Await(const std::string& operation, int count);
  void AwaitOpenStreams(int count);
  /// All requests, as they came.
  std::vector<std::string> envelopes() const;

  /// A way to this server, which must outlive it.
  std::unique_ptr<HttpTransport> NewTransport();

  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation);
  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation);

 private:
  struct Change {
    bool is_delete = false;
    std::string id;
  };
  /// What the owner of a state has still to be told.
  struct State {
    std::deque<Change> rest;
    std::size_t log_position = 0;
  };

  /// What open streams are to be told, counted.
  struct Happenings {
    int events = 0;
    int cuts = 0;
    int closes = 0;
  };

  Happenings happened() const;
  /// Waits until more happened than `seen`, or until cancelled.
  Happenings AwaitMore(const Happenings& seen,
                       const Cancellation& cancellation);
  /// The response code of a stream that is not to be; empty where it is.
  std::string RefusalOfStream(const std::string& subscription);
  void CountStreams(int change);
  std::string Note(const HttpRequest& request);
  std::string AnswerTo(const std::string& operation,
                       const std::string& envelope);
  std::string Sync(xml::Element request);
  std::string Find(xml::Element request);
  std::string GetEvents(xml::Element request);
  std::string GetItems(xml::Element request);
  std::string Subscribe();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int next_id_ = 1;
  std::map<std::string, std::string> items_;  ///< subjects by id
  std::vector<std::string> order_;            ///< ids as they came
  std::vector<Change> log_;
  Numbers numbers_ = Numbers::kGiven;
  std::map<std::string, std::int64_t> numbers_by_id_;
  std::map<std::string, std::int64_t> times_;
  std::map<std::string, State> states_;
  Unknown unknown_ = Unknown::kRefused;
  std::set<std::string> subscriptions_;
  std::set<std::string> vanished_;
  std::size_t page_ = 512;
  std::size_t most_items_ = 1000;
  std::map<std::string, std::chrono::seconds> patience_;

  std::map<std::string, std::deque<std::string>> refusals_;
  std::map<std::string, std::string> all_refused_;
  std::map<std::string, std::string> refused_items_;
  std::map<std::string, int> breaks_;
  std::function<void(const std::string&)> on_answer_;

  std::map<std::string, int> counts_;
  std::vector<std::string> envelopes_;
  Happenings happened_;
  int open_streams_ = 0;
  int most_open_streams_ = 0;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_SERVER_H_
