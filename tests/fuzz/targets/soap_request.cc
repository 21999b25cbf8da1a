// Requests to the embedded Exchange, with some mail in its store.
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "exchange/ews/ews_endpoint.h"
#include "exchange/store.h"
#include "fuzz/fuzz.h"
#include "xml/reader.h"

namespace letterbox::fuzz {
namespace {

using exchange::AnswerSink;
using std::chrono::system_clock;

// Wants every envelope to be XML. An answer without one counts, too.
class Sink : public AnswerSink {
 public:
  void Send(int, const std::string& envelope) override { Write(envelope); }
  void Refuse(int, std::optional<std::chrono::seconds>) override { ++answers; }
  void Begin() override {}
  void Write(const std::string& envelope) override {
    xml::Document::Parse(envelope);
    ++answers;
  }
  void End() override {}
  void OnGone(std::function<void()> action) override { gone = action; }

  int answers = 0;
  std::function<void()> gone;
};

}  // namespace

void Run(std::string_view input) {
  const auto now = [] { return system_clock::from_time_t(1790000000); };
  exchange::Store store({"anna@contoso.test", "ben@contoso.test"}, now);
  store.Deliver("anna@contoso.test", "Subject: a\r\n\r\nText\r\n");
  // Nothing becomes due.
  const exchange::Schedule schedule =
      [](std::chrono::milliseconds,
         const std::function<void()>&) -> std::function<void()> {
    return [] {};
  };
  exchange::EwsEndpoint endpoint(store, schedule, {});
  exchange::Caller caller;
  caller.user = "anna@contoso.test";
  const auto sink = std::make_shared<Sink>();
  endpoint.Answer(std::string(input), caller, sink);
  Require(sink->answers > 0 || sink->gone, "every request is answered");
  if (sink->gone) sink->gone();
}

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (
      const char* const operation :
      {R"(<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="9" Offset="0" BasePoint="Beginning"/><m:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="a"/></t:Contains></m:Restriction><m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>)",
       R"(<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items><t:Message><t:Subject>a</t:Subject><t:Body BodyType="HTML">b</t:Body><t:ToRecipients><t:Mailbox><t:EmailAddress>ben@contoso.test</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message></m:Items></m:CreateItem>)",
       R"(<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="inbox"/></m:SyncFolderId><m:MaxChangesReturned>9</m:MaxChangesReturned></m:SyncFolderItems>)",
       R"(<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>NewMailEvent</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>)"}) {
    seeds.push_back(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></s:Header><s:Body>)" +
        std::string(operation) + "</s:Body></s:Envelope>");
  }
  return seeds;
}

}  // namespace letterbox::fuzz
