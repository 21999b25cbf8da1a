// Answers of Exchange Web Services, read as that of each operation.
#include "ews/operations/create_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_events.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/get_item.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/sync_folder_items.h"
#include "ews/soap.h"
#include "fuzz/fuzz.h"
#include "xml/reader.h"

namespace letterbox::fuzz {
namespace {

template <typename Operation>
void Read(xml::Element message) {
  try {
    Operation::Read(message);
  } catch (const xml::ParseError&) {
  }
}

template <typename... Operations>
void ReadAsEach(xml::Element message) {
  (Read<Operations>(message), ...);
}

}  // namespace

void Run(std::string_view input) {
  try {
    const ews::Answer answer = ews::ReadAnswer(input);
    for (const ews::ResponseMessage& message : answer.messages) {
      ReadAsEach<ews::CreateItem, ews::FindItem, ews::GetEvents, ews::GetFolder,
                 ews::GetItem, ews::GetStreamingEvents, ews::Subscribe,
                 ews::SyncFolderItems>(message.element);
    }
  } catch (const xml::ParseError&) {
  }
}

std::vector<std::string> Seeds() {
  return {
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:GetItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Message><t:MimeContent CharacterSet="UTF-8">VGV4dA==</t:MimeContent><t:ItemId Id="a" ChangeKey="b"/></t:Message></m:Items></m:GetItemResponseMessage></m:ResponseMessages></m:GetItemResponse></s:Body></s:Envelope>)",
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorServerBusy</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>)"};
}

}  // namespace letterbox::fuzz
