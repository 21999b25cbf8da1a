#include "transport/ews/made_up_server.h"

#include <algorithm>
#include <utility>

#include "mime/base64.h"
#include "transport/ews/made_up_ews.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

// 24 November 2026, 11:40 UTC.
constexpr std::int64_t kFirstTime = 1795520400;

class TransportTo : public HttpTransport {
 public:
  explicit TransportTo(MadeUpServer& server) : server_(server) {}
  HttpResponse Send(const HttpRequest& request,
                    const Cancellation& cancellation) override {
    return server_.Send(request, cancellation);
  }
  HttpResponse Stream(const HttpRequest& request,
                      const std::function<void(std::string_view)>& on_bytes,
                      const Cancellation& cancellation) override {
    return server_.Stream(request, on_bytes, cancellation);
  }

 private:
  MadeUpServer& server_;
};

ConnectionError Broken(ConnectionError::Kind kind, const HttpRequest& request) {
  return ConnectionError(kind, "The made-up connection broke.", request.url,
                         true);
}

xml::Element RequestIn(const xml::Document& document) {
  return document.root().Child(xml::Soap("Body")).FirstChild();
}

std::string StreamMessage(const std::string& inside) {
  return AnswerOf("GetStreamingEvents",
                  SuccessMessage("GetStreamingEvents", inside));
}

std::string StatusMessage(const std::string& status) {
  return StreamMessage("<m:ConnectionStatus>" + status +
                       "</m:ConnectionStatus>");
}

}  // namespace

std::string MadeUpServer::DeliverSilently(const std::string& subject) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const int number = next_id_++;
  const std::string id = "item-" + std::to_string(number);
  numbers_by_id_[id] = number;
  times_[id] = kFirstTime + number / 3;
  items_[id] = subject;
  order_.push_back(id);
  log_.push_back({false, id});
  return id;
}

std::string MadeUpServer::Deliver(const std::string& subject) {
  const std::string id = DeliverSilently(subject);
  const std::lock_guard<std::mutex> lock(mutex_);
  ++happened_.events;
  changed_.notify_all();
  return id;
}

void MadeUpServer::Remove(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  items_.erase(id);
  order_.erase(std::find(order_.begin(), order_.end(), id));
  log_.push_back({true, id});
}

void MadeUpServer::Vanish(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  vanished_.insert(id);
}

void MadeUpServer::ForgetStates(Unknown unknown) {
  const std::lock_guard<std::mutex> lock(mutex_);
  states_.clear();
  unknown_ = unknown;
}

void MadeUpServer::ForgetSubscriptions() {
  const std::lock_guard<std::mutex> lock(mutex_);
  subscriptions_.clear();
}

void MadeUpServer::CutStreams() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++happened_.cuts;
  changed_.notify_all();
}

void MadeUpServer::CloseStreams() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++happened_.closes;
  changed_.notify_all();
}

void MadeUpServer::Refuse(const std::string& operation,
                          const std::string& code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  refusals_[operation].push_back(code);
}

void MadeUpServer::RefuseStream(const std::string& code) {
  Refuse("GetStreamingEvents", code);
}

void MadeUpServer::RefuseAll(const std::string& operation,
                             const std::string& code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  all_refused_[operation] = code;
}

void MadeUpServer::RefuseItem(const std::string& id, const std::string& code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  refused_items_[id] = code;
}

void MadeUpServer::Break(const std::string& operation) {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++breaks_[operation];
}

void MadeUpServer::OnAnswer(std::function<void(const std::string&)> action) {
  const std::lock_guard<std::mutex> lock(mutex_);
  on_answer_ = std::move(action);
}

void MadeUpServer::set_page(std::size_t page) {
  const std::lock_guard<std::mutex> lock(mutex_);
  page_ = page;
}

int MadeUpServer::count(const std::string& operation) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = counts_.find(operation);
  return found == counts_.end() ? 0 : found->second;
}

int MadeUpServer::open_streams() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return open_streams_;
}

int MadeUpServer::most_open_streams() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return most_open_streams_;
}

MadeUpServer::Happenings MadeUpServer::happened() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return happened_;
}

void MadeUpServer::Await(const std::string& operation, int count) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return counts_[operation] >= count; });
}

void MadeUpServer::AwaitOpenStreams(int count) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return open_streams_ == count; });
}

std::vector<std::string> MadeUpServer::envelopes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return envelopes_;
}

std::unique_ptr<HttpTransport> MadeUpServer::NewTransport() {
  return std::make_unique<TransportTo>(*this);
}

std::chrono::seconds MadeUpServer::patience(
    const std::string& operation) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return patience_.at(operation);
}

std::string MadeUpServer::Note(const HttpRequest& request) {
  const xml::Document document = xml::Document::Parse(request.body);
  const std::string operation(RequestIn(document).local());
  const std::lock_guard<std::mutex> lock(mutex_);
  envelopes_.push_back(request.body);
  ++counts_[operation];
  patience_[operation] = std::chrono::ceil<std::chrono::seconds>(
      request.deadline - std::chrono::steady_clock::now());
  changed_.notify_all();
  int& breaks = breaks_[operation];
  if (breaks > 0) {
    --breaks;
    throw Broken(ConnectionError::Kind::kClosed, request);
  }
  return operation;
}

HttpResponse MadeUpServer::Send(const HttpRequest& request,
                                const Cancellation& cancellation) {
  if (cancellation.cancelled()) {
    throw Broken(ConnectionError::Kind::kCancelled, request);
  }
  const std::string operation = Note(request);
  HttpResponse response{200, {}, AnswerTo(operation, request.body)};
  std::function<void(const std::string&)> on_answer;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    on_answer = on_answer_;
  }
  if (on_answer) on_answer(operation);
  return response;
}

std::string MadeUpServer::AnswerTo(const std::string& operation,
                                   const std::string& envelope) {
  const xml::Document document = xml::Document::Parse(envelope);
  const xml::Element request = RequestIn(document);
  const std::lock_guard<std::mutex> lock(mutex_);
  std::deque<std::string>& refusals = refusals_[operation];
  if (!refusals.empty()) {
    const std::string code = refusals.front();
    refusals.pop_front();
    return AnswerOf(operation, ErrorMessage(operation, code));
  }
  const auto refused = all_refused_.find(operation);
  if (refused != all_refused_.end()) {
    return AnswerOf(operation, ErrorMessage(operation, refused->second));
  }
  if (operation == "SyncFolderItems") return Sync(request);
  if (operation == "FindItem") return Find(request);
  if (operation == "GetItem") return GetItems(request);
  if (operation == "GetEvents") return GetEvents(request);
  if (operation == "Subscribe") return Subscribe();
  subscriptions_.erase(request.ChildText(M("SubscriptionId")));
  return AnswerOf(operation, SuccessMessage(operation));
}

std::string MadeUpServer::Sync(xml::Element request) {
  const std::string from = request.ChildText(M("SyncState"));
  State state;
  const auto known = states_.find(from);
  if (known != states_.end()) {
    state = known->second;
  } else if (!from.empty() && unknown_ == Unknown::kRefused) {
    return AnswerOf(
        "SyncFolderItems",
        ErrorMessage("SyncFolderItems", "ErrorInvalidSyncStateData"));
  } else {
    state.log_position = log_.size();
    for (auto id = order_.rbegin(); id != order_.rend(); ++id) {
      state.rest.push_back({false, *id});
    }
  }
  if (state.rest.empty()) {
    // Newest first, as servers do.
    state.rest.assign(log_.rbegin(), log_.rend() - static_cast<std::ptrdiff_t>(
                                                       state.log_position));
    state.log_position = log_.size();
  }
  std::string changes;
  for (std::size_t i = 0; i < page_ && !state.rest.empty(); ++i) {
    const Change& change = state.rest.front();
    const std::string item = "<t:ItemId Id=\"" + change.id + "\"/>";
    changes += change.is_delete
                   ? "<t:Delete>" + item + "</t:Delete>"
                   : "<t:Create><t:Message>" + item + "</t:Message></t:Create>";
    state.rest.pop_front();
  }
  const bool last = state.rest.empty();
  const std::string name = "state-" + std::to_string(states_.size() + 1) + "-" +
                           std::to_string(counts_["SyncFolderItems"]);
  states_[name] = std::move(state);
  return AnswerOf(
      "SyncFolderItems",
      SuccessMessage("SyncFolderItems",
                     "<m:SyncState>" + name +
                         "</m:SyncState><m:IncludesLastItemInRange>" +
                         (last ? "true" : "false") +
                         "</m:IncludesLastItemInRange><m:Changes>" + changes +
                         "</m:Changes>"));
}

std::string MadeUpServer::Subscribe() {
  const std::string id = "subscription-" + std::to_string(counts_["Subscribe"]);
  subscriptions_.insert(id);
  return AnswerOf(
      "Subscribe",
      SuccessMessage("Subscribe", "<m:SubscriptionId>" + id +
                                      "</m:SubscriptionId><m:Watermark>" +
                                      std::to_string(happened_.events) +
                                      "</m:Watermark>"));
}

std::string MadeUpServer::GetEvents(xml::Element request) {
  if (subscriptions_.count(request.ChildText(M("SubscriptionId"))) == 0) {
    return AnswerOf("GetEvents",
                    ErrorMessage("GetEvents", "ErrorSubscriptionNotFound"));
  }
  const bool any =
      std::stoi(request.ChildText(M("Watermark"))) < happened_.events;
  return AnswerOf(
      "GetEvents",
      SuccessMessage("GetEvents",
                     std::string("<m:Notification><t:MoreEvents>false"
                                 "</t:MoreEvents><t:") +
                         (any ? "NewMail" : "Status") + "Event><t:Watermark>" +
                         std::to_string(happened_.events) +
                         "</t:Watermark></t:" + (any ? "NewMail" : "Status") +
                         "Event></m:Notification>"));
}

std::string MadeUpServer::RefusalOfStream(const std::string& subscription) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::deque<std::string>& refusals = refusals_["GetStreamingEvents"];
  if (!refusals.empty()) {
    const std::string code = refusals.front();
    refusals.pop_front();
    return code;
  }
  const auto refused = all_refused_.find("GetStreamingEvents");
  if (refused != all_refused_.end()) return refused->second;
  return subscriptions_.count(subscription) > 0 ? ""
                                                : "ErrorSubscriptionNotFound";
}

void MadeUpServer::CountStreams(int change) {
  const std::lock_guard<std::mutex> lock(mutex_);
  open_streams_ += change;
  most_open_streams_ = std::max(most_open_streams_, open_streams_);
  changed_.notify_all();
}

MadeUpServer::Happenings MadeUpServer::AwaitMore(
    const Happenings& seen, const Cancellation& cancellation) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] {
    return happened_.events != seen.events || happened_.cuts != seen.cuts ||
           happened_.closes != seen.closes || cancellation.cancelled();
  });
  return happened_;
}

HttpResponse MadeUpServer::Stream(
    const HttpRequest& request,
    const std::function<void(std::string_view)>& on_bytes,
    const Cancellation& cancellation) {
  Note(request);
  const xml::Document document = xml::Document::Parse(request.body);
  const std::string id = RequestIn(document)
                             .Child(M("SubscriptionIds"))
                             .ChildText(T("SubscriptionId"));
  const std::string refusal = RefusalOfStream(id);
  if (!refusal.empty()) {
    on_bytes(AnswerOf("GetStreamingEvents",
                      ErrorMessage("GetStreamingEvents", refusal)));
    return {200, {}, ""};
  }
  const Cancellation::Registration wake(cancellation,
                                        [this] { CountStreams(0); });
  Happenings seen = happened();
  on_bytes(StatusMessage("OK"));
  struct Open {
    MadeUpServer& server;
    explicit Open(MadeUpServer& of) : server(of) { server.CountStreams(1); }
    ~Open() { server.CountStreams(-1); }
  } const open(*this);
  while (true) {
    const Happenings now = AwaitMore(seen, cancellation);
    if (cancellation.cancelled()) {
      throw Broken(ConnectionError::Kind::kCancelled, request);
    }
    if (now.cuts != seen.cuts) {
      throw Broken(ConnectionError::Kind::kClosed, request);
    }
    if (now.closes != seen.closes) {
      on_bytes(StatusMessage("Closed"));
      return {200, {}, ""};
    }
    seen = now;
    on_bytes(StreamMessage(
        "<m:Notifications><m:Notification><t:SubscriptionId>" + id +
        "</t:SubscriptionId><t:NewMailEvent/></m:Notification>"
        "</m:Notifications>"));
  }
}

}  // namespace letterbox::ews
