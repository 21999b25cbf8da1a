#include "exchange/ews_client.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/schema.h"

namespace letterbox::exchange {
namespace {

using xml::M;
using xml::T;

xml::Element FindIn(xml::Element parent, xml::Name name) {
  for (const xml::Element child : parent) {
    if (child.Is(name)) return child;
    if (const xml::Element found = FindIn(child, name)) return found;
  }
  return {};
}

Reply Read(int status, const std::string& envelope) {
  Reply reply;
  reply.status = status;
  reply.envelope = envelope;
  reply.document =
      std::make_shared<xml::Document>(xml::Document::Parse(envelope));
  return reply;
}

}  // namespace

xml::Element Reply::body() const {
  return document->root().Child(xml::Soap("Body")).FirstChild();
}

xml::Element Reply::message(int place) const {
  xml::Element message = body().Child(M("ResponseMessages")).FirstChild();
  for (; place > 0; --place) message = message.Next();
  return message;
}

std::string Reply::code(int place) const {
  if (body().Is(xml::Soap("Fault"))) {
    return body().Child({"", "detail"}).ChildText(xml::E("ResponseCode"));
  }
  return message(place).ChildText(M("ResponseCode"));
}

xml::Element Reply::Find(xml::Name name, int place) const {
  return FindIn(message(place), name);
}

void StreamReply::Send(int http_status, const std::string& envelope) {
  status = http_status;
  envelopes.push_back(envelope);
  has_ended = true;
}

void StreamReply::Write(const std::string& envelope) {
  envelopes.push_back(envelope);
}

Reply StreamReply::envelope(std::size_t place) const {
  return Read(200, envelopes.at(place));
}

EwsClient::EwsClient(ServiceSettings settings)
    : now(std::chrono::system_clock::from_time_t(1790000000)),
      store({"anna@contoso.test", "ben@contoso.test"}, [this] { return now; }) {
  const Schedule schedule =
      [this](std::chrono::milliseconds delay,
             std::function<void()> action) -> std::function<void()> {
    const int number = ++last_timer_;
    timers_[number] = {now + delay, std::move(action)};
    return [this, number] { timers_.erase(number); };
  };
  Observer observer;
  observer.request = [this](const std::string& operation, const std::string&) {
    requests.push_back(operation);
  };
  observer.answer = [this](const std::string&, int, const std::string& text) {
    answers_.push_back(text);
  };
  endpoint = std::make_unique<EwsEndpoint>(store, schedule, observer, settings);
}

EwsClient::~EwsClient() {
  endpoint.reset();
  if (HasSchema() && !answers_.empty()) {
    EXPECT_TRUE(AreValidEnvelopes(answers_));
  }
}

Reply EwsClient::Ask(const std::string& operation, const std::string& user) {
  Caller application;
  application.app_only = true;
  return AskWhole(Envelope(operation, user), application);
}

Reply EwsClient::AskWhole(const std::string& envelope, const Caller& caller) {
  const auto sink = std::make_shared<StreamReply>();
  endpoint->Answer(envelope, caller, sink);
  return Read(sink->status, sink->envelopes.at(0));
}

std::shared_ptr<StreamReply> EwsClient::Open(const std::string& operation,
                                             const std::string& user) {
  Caller application;
  application.app_only = true;
  const auto sink = std::make_shared<StreamReply>();
  endpoint->Answer(Envelope(operation, user), application, sink);
  return sink;
}

std::string EwsClient::Envelope(const std::string& operation,
                                const std::string& user) {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/")"
         R"( xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types")"
         R"( xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">)"
         R"(<s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/>)"
         R"(<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>)" +
         user +
         "</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>"
         "</s:Header><s:Body>" +
         operation + "</s:Body></s:Envelope>";
}

void EwsClient::Pass(std::chrono::milliseconds time) {
  const auto end = now + time;
  for (;;) {
    const auto next = std::min_element(timers_.begin(), timers_.end(),
                                       [](const auto& a, const auto& b) {
                                         return a.second.due < b.second.due;
                                       });
    if (next == timers_.end() || next->second.due > end) break;
    now = std::max(now, next->second.due);
    const auto action = std::move(next->second.action);
    timers_.erase(next);
    action();
  }
  now = end;
}

std::vector<std::string> EwsClient::Ids(const std::string& folder,
                                        const std::string& user) {
  const Reply reply =
      Ask(R"(<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly)"
          R"(</t:BaseShape></m:ItemShape><m:ParentFolderIds>)"
          R"(<t:DistinguishedFolderId Id=")" +
              folder + R"("/></m:ParentFolderIds></m:FindItem>)",
          user);
  std::vector<std::string> ids;
  for (const xml::Element item : reply.Find(T("Items"))) {
    ids.push_back(AttributeOf(item.Child(T("ItemId")), "Id"));
  }
  return ids;
}

std::string SmallMail(const std::string& subject, const std::string& more) {
  return "From: Shop <shop@contoso.test>\r\nTo: Anna <anna@contoso.test>\r\n"
         "Subject: " +
         subject +
         "\r\nDate: Mon, 21 Sep 2026 10:00:00 +0200\r\n"
         "Message-ID: <" +
         subject + "@contoso.test>\r\n" + more + "\r\nHello, this is " +
         subject + ".\r\n";
}

std::string AttributeOf(xml::Element element, const char* name) {
  return element.Attribute(name).value_or("");
}

std::string ItemIds(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += "<t:ItemId Id=\"" + id + "\"/>";
  return text;
}

}  // namespace letterbox::exchange
