// What the client reads of Microsoft's examples of answers, one value or more
// of each file. They are read from where LETTERBOX_EWS_EXAMPLES says.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "ews/operations/copy_item.h"
#include "ews/operations/create_attachment.h"
#include "ews/operations/create_folder.h"
#include "ews/operations/create_item.h"
#include "ews/operations/delete_attachment.h"
#include "ews/operations/find_folder.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_attachment.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/get_item.h"
#include "ews/operations/resolve_names.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/sync_folder_items.h"
#include "ews/operations/update_item.h"
#include "ews/soap.h"
#include "xml/date_time.h"
#include "xml/reader.h"

namespace letterbox::ews {
namespace {

namespace fs = std::filesystem;

// The end of an id, which is where ids differ.
std::string End(const std::string& id) {
  return id.size() > 6 ? id.substr(id.size() - 6) : id;
}

std::string Number(std::size_t number) { return std::to_string(number); }

// A line of what the operation's value holds.
template <typename Operation>
std::string Line(xml::Element message);

template <>
std::string Line<GetFolder>(xml::Element message) {
  const GetFolder::Result folder = GetFolder::Read(message);
  return End(folder.id) + " " + folder.name + " " +
         std::to_string(folder.total);
}
template <>
std::string Line<FindFolder>(xml::Element message) {
  const FindFolder::Result page = FindFolder::Read(message);
  std::string line = page.includes_last ? "all" : "more";
  for (const FindFolder::Item& folder : page.folders) {
    line += " " + folder.name + ":" + std::to_string(folder.total);
  }
  return line;
}
template <>
std::string Line<FindItem>(xml::Element message) {
  const FindItem::Result page = FindItem::Read(message);
  std::string line = Number(page.items.size()) + " of " +
                     std::to_string(page.total) +
                     (page.includes_last ? " all" : " more");
  if (!page.items.empty()) line += " " + End(page.items.front().id.id);
  return line;
}
template <>
std::string Line<GetItem>(xml::Element message) {
  const GetItem::Result mail = GetItem::Read(message);
  std::string line = End(mail.item.id) + " " + mail.item.item_class;
  if (mail.item.sent) line += " " + xml::FormatDateTime(*mail.item.sent);
  if (mail.item.is_read) line += " read";
  for (const auto& attachment : mail.attachments) line += " " + attachment.name;
  return line;
}
template <>
std::string Line<CreateItem>(xml::Element message) {
  return End(CreateItem::Read(message).id.id);
}
template <>
std::string Line<CopyItem>(xml::Element message) {
  return End(CopyItem::Read(message).id.id);
}
template <>
std::string Line<UpdateItem>(xml::Element message) {
  const UpdateItem::Result result = UpdateItem::Read(message);
  return End(result.id.id) + " " + End(result.id.change_key);
}
template <>
std::string Line<CreateAttachment>(xml::Element message) {
  const CreateAttachment::Result result = CreateAttachment::Read(message);
  return End(result.id) + " " + End(result.parent.change_key);
}
template <>
std::string Line<DeleteAttachment>(xml::Element message) {
  return End(DeleteAttachment::Read(message).parent.change_key);
}
template <>
std::string Line<GetAttachment>(xml::Element message) {
  const Attachment file = GetAttachment::Read(message).attachment;
  return file.name + " " + file.content_type + " " +
         Number(file.content.size());
}
template <>
std::string Line<CreateFolder>(xml::Element message) {
  return End(CreateFolder::Read(message).id);
}
template <>
std::string Line<ResolveNames>(xml::Element message) {
  std::string line;
  for (const EmailAddress& address : ResolveNames::Read(message).found) {
    line += address.name + " <" + address.address + ">";
  }
  return line;
}
template <>
std::string Line<Subscribe>(xml::Element message) {
  const Subscribe::Result result = Subscribe::Read(message);
  return End(result.subscription) + " " + End(result.watermark);
}
template <>
std::string Line<SyncFolderItems>(xml::Element message) {
  const SyncFolderItems::Result page = SyncFolderItems::Read(message);
  std::string line = End(page.state) + (page.includes_last ? " all" : " more");
  for (const SyncFolderItems::Change& change : page.changes) {
    line += " " + Number(static_cast<std::size_t>(change.kind)) + ":" +
            End(change.id.id);
  }
  return line;
}

using Reader = std::string (*)(xml::Element);

const std::map<std::string, Reader>& Readers() {
  static const std::map<std::string, Reader> readers = {
      {"CopyItemResponse", &Line<CopyItem>},
      {"CreateAttachmentResponse", &Line<CreateAttachment>},
      {"CreateFolderResponse", &Line<CreateFolder>},
      {"CreateItemResponse", &Line<CreateItem>},
      {"DeleteAttachmentResponse", &Line<DeleteAttachment>},
      {"FindFolderResponse", &Line<FindFolder>},
      {"FindItemResponse", &Line<FindItem>},
      {"GetAttachmentResponse", &Line<GetAttachment>},
      {"GetFolderResponse", &Line<GetFolder>},
      {"GetItemResponse", &Line<GetItem>},
      {"ResolveNamesResponse", &Line<ResolveNames>},
      {"SubscribeResponse", &Line<Subscribe>},
      {"SyncFolderItemsResponse", &Line<SyncFolderItems>},
      {"UpdateItemResponse", &Line<UpdateItem>},
  };
  return readers;
}

// A line for each response message: the code of one that fails, what could not
// be read, or the value.
std::string Told(const fs::path& file) {
  std::stringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string text = content.str();
  const Answer answer = ReadAnswer(text);
  if (answer.fault) return "fault " + answer.fault->code;
  const auto reader = Readers().find(std::string(answer.payload.local()));
  std::string told;
  for (const ResponseMessage& message : answer.messages) {
    if (!told.empty()) told += "; ";
    const bool warned =
        message.status.response_class == Status::Class::kWarning;
    if (!message.status.ok()) told += message.status.code;
    if (reader == Readers().end()) {
      if (message.status.ok()) told += "ok";
    } else if (message.status.ok() || warned) {
      told += (warned ? " " : "") + reader->second(message.element);
    }
  }
  return told;
}

struct Example {
  const char* file;
  const char* told;
};

constexpr Example kExamples[] = {
    {"ConvertIdResponse--convertid-operation--2", "ErrorInvalidIdMalformed"},
    {"CopyItemResponse--copyitem-operation--2", "ErrorInvalidIdMalformed"},
    {"CreateAttachmentResponse--createattachment-operation--3",
     "tAEFk= AAABYA"},
    {"CreateAttachmentResponse--createattachment-operation--4",
     "ErrorRequiredPropertyMissing"},
    {"CreateAttachmentResponse--how-to-add-attachments-by-using-ews-in-"
     "exchange--17",
     "LhCh8= AXulcf"},
    {"CreateFolderResponse--createfolder-operation--1", "4AUn==; 4AUn=="},
    {"CreateFolderResponse--createfolder-operation--2", "ErrorFolderExists"},
    {"CreateItemResponse--createitem-acceptsharinginvitation--2",
     "ErrorItemNotFound"},
    {"CreateItemResponse--createitem-operation-calendar-item--1", "AAlAFV"},
    {"CreateItemResponse--createitem-operation-contact--3",
     "ErrorCannotCreateContactInNonContactFolder"},
    {"CreateItemResponse--createitem-operation-meeting-request--2",
     "ErrorItemNotFound"},
    {"CreateItemResponse--how-to-access-email-as-a-delegate-by-using-ews-in-"
     "exchange--2",
     "RaAAA="},
    {"CreateItemResponse--how-to-add-appointments-by-using-exchange-"
     "impersonation--4",
     "AAMkA"},
    {"CreateItemResponse--how-to-add-attachments-by-using-ews-in-exchange--2",
     "V4AAA="},
    {"CreateItemResponse--how-to-create-appointments-and-meetings-by-using-ews-"
     "in-exchange-2013--2",
     "AAMkA"},
    {"DeleteAttachmentResponse--deleteattachment-operation--1", "YAA..."},
    {"DeleteFolderResponse--deletefolder-operation--2", "ErrorItemNotFound"},
    {"DeleteItemResponse--deleteitem-operation--1", "ok"},
    {"DeleteItemResponse--deleteitem-operation--2", "ErrorItemNotFound"},
    {"DeleteItemResponse--how-to-delete-appointments-and-cancel-meetings-by-"
     "using-ews-in-exchange--2",
     "ok"},
    {"DeleteItemResponse--how-to-process-calendar-items-in-batches-in-exchange-"
     "-13",
     "ErrorItemNotFound; ErrorItemNotFound; ErrorItemNotFound"},
    {"EmptyFolderResponse--emptyfolder-operation--1", "ok"},
    {"ExpandDLResponse--expanddl-operation--2", "ok"},
    {"Fault--addimgroup-operation--2", "fault ErrorSchemaValidation"},
    {"Fault--findconversation-operation--2", "fault ErrorSchemaValidation"},
    {"Fault--getuseroofsettings-operation--2", "fault Client"},
    {"FindFolderResponse--findfolder-operation--1", "all TestFolder:0"},
    {"FindFolderResponse--how-to-work-with-hidden-folders-by-using-ews-in-"
     "exchange--6",
     "all {06967759-274D-40B2-A3EB-D7F9E73727D7}:0 "
     "{A9E2BC46-B3A0-4243-B315-60D991004455}:0 GAL Contacts:0 Recipient "
     "Cache:0 Conversation Action Settings:0 TestFolder:0"},
    {"FindFolderResponse--how-to-work-with-search-folders-by-using-ews-in-"
     "exchange--4",
     "all From Manager:0"},
    {"FindItemResponse--finditem-operation--1", "2 of 10 all S4AUn="},
    {"FindItemResponse--how-to-access-a-calendar-as-a-delegate-by-using-ews-in-"
     "exchange--6",
     "1 of 1 all pUAAA="},
    {"FindItemResponse--how-to-access-email-as-a-delegate-by-using-ews-in-"
     "exchange--7",
     "1 of 1 all woAAA="},
    {"FindItemResponse--how-to-delete-appointments-and-cancel-meetings-by-"
     "using-ews-in-exchange--11",
     "1 of 10750 more AAMkA"},
    {"FindItemResponse--how-to-get-appointments-and-meetings-by-using-ews-in-"
     "exchange--5",
     "5 of 33 more AAMk"},
    {"FindItemResponse--how-to-manage-persistent-application-settings-by-using-"
     "ews-in-exchange--4",
     "2 of 2 all M6AAA="},
    {"FindItemResponse--how-to-perform-an-aqs-search-by-using-ews-in-exchange--"
     "3",
     "1 of 1 all GM2..."},
    {"FindItemResponse--how-to-perform-paged-searches-by-using-ews-in-exchange-"
     "-2",
     "6 of 8 more GM2..."},
    {"FindItemResponse--how-to-use-search-filters-with-ews-in-exchange--22",
     "3 of 3 all GM2..."},
    {"FindItemResponse--recurrence-patterns-and-ews--2", "1 of 1 all DA5..."},
    {"GetAttachmentResponse--getattachment-operation--1",
     "SomeFile application/octet-stream 5"},
    {"GetAttachmentResponse--how-to-get-attachments-by-using-ews-in-exchange--"
     "4",
     "Attached Message Item message/rfc822 0"},
    {"GetAttachmentResponse--how-to-get-attachments-by-using-ews-in-exchange--"
     "5",
     "FileAttachment.txt application/octet-stream 26"},
    {"GetEventsResponse--getevents-operation--2",
     "ErrorSubscriptionAccessDenied"},
    {"GetFolderResponse--getfolder-operation--1", "AQApA= Inbox 2"},
    {"GetFolderResponse--how-to-get-appointments-and-meetings-by-using-ews-in-"
     "exchange--3",
     "AAMk  0"},
    {"GetFolderResponse--how-to-set-folder-permissions-for-another-user-by-"
     "using-ews-in-exchange--11",
     "AAAA== Drafts 0"},
    {"GetFolderResponse--how-to-set-folder-permissions-for-another-user-by-"
     "using-ews-in-exchange--4",
     "AAAA==  0"},
    {"GetFolderResponse--how-to-work-with-folders-by-using-ews-in-exchange--5",
     "ENAAA=  0"},
    {"GetFolderResponse--how-to-work-with-search-folders-by-using-ews-in-"
     "exchange--6",
     "GM2... From Manager 8"},
    {"GetItemResponse--getitem-operation-calendar-item--1", "ASUAd "},
    {"GetItemResponse--getitem-operation-calendar-item--3",
     "ASUAdT IPM.Appointment 2006-06-16T00:12:41Z"},
    {"GetItemResponse--getitem-operation-contact--3",
     "ErrorUnsupportedMimeConversion"},
    {"GetItemResponse--getitem-operation-email-message--2",
     "ErrorInvalidPropertyRequest"},
    {"GetItemResponse--how-to-add-attachments-by-using-ews-in-exchange--9",
     "unreadable: its MimeContent is not Base64"},
    {"GetItemResponse--how-to-create-a-recurring-series-by-using-ews-in-"
     "exchange--4",
     "AAMkAD "},
    {"GetItemResponse--how-to-create-appointments-and-meetings-by-using-ews-in-"
     "exchange-2013--4",
     "AAMkA "},
    {"GetItemResponse--how-to-create-appointments-and-meetings-by-using-ews-in-"
     "exchange-2013--9",
     "AAMkA "},
    {"GetItemResponse--how-to-export-items-by-using-ews-in-exchange--6",
     "cWAAA= "},
    {"GetItemResponse--how-to-extract-an-entity-from-an-email-message-by-using-"
     "ews-in-exchange--3",
     "C5AAA= "},
    {"GetItemResponse--how-to-get-attachments-by-using-ews-in-exchange--2",
     "u/AAA=  FileAttachment.txt Attached Message Item"},
    {"GetItemResponse--how-to-send-email-messages-by-using-ews-in-exchange--4",
     "kADE4= "},
    {"MarkAsJunkResponse--how-to-add-and-remove-email-addresses-from-blocked-"
     "senders-list-by-using-ews--2",
     "ok"},
    {"MarkAsJunkResponse--markasjunk-operation--3", "ErrorItemNotFound"},
    {"ResolveNamesResponse--how-to-access-contacts-as-a-delegate-by-using-ews-"
     "in-exchange--6",
     "ErrorNameResolutionMultipleResults brian_1@contoso.com "
     "<brian_1@contoso.com>brian_2@contoso.com <brian_2@contoso.com>"},
    {"ResolveNamesResponse--how-to-resolve-ambiguous-names-by-using-ews-in-"
     "exchange-2013--4",
     "Sadie Daniels <Sadie@Contoso.com>"},
    {"ResolveNamesResponse--how-to-resolve-ambiguous-names-by-using-ews-in-"
     "exchange-2013--5",
     "ErrorNameResolutionNoResults"},
    {"ResolveNamesResponse--resolvenames-operation--2",
     "ErrorNameResolutionNoResults"},
    {"SendItemResponse--how-to-access-email-as-a-delegate-by-using-ews-in-"
     "exchange--4",
     "ok"},
    {"SendItemResponse--senditem-operation--1", "ok"},
    {"SubscribeResponse--how-to-maintain-affinity-between-group-of-"
     "subscriptions-and-mailbox-server--4",
     "6H0Ag= "},
    {"SubscribeResponse--how-to-stream-notifications-about-mailbox-events-by-"
     "using-ews-in-exchange--2",
     "iB0Ag= "},
    {"SubscribeResponse--subscribe-operation--1", "4390f4 AAAQ=="},
    {"SyncFolderHierarchyResponse--syncfolderhierarchy-operation--1", "ok"},
    {"SyncFolderHierarchyResponse--syncfolderhierarchy-operation--2",
     "ErrorInvalidSyncStateData"},
    {"SyncFolderItemsResponse--how-to-synchronize-items-by-using-ews-in-"
     "exchange--2",
     "IAAA== all 0:AAAA== 0:AAAA== 0:AAAA== 0:ADBh== 0:ADBh=="},
    {"SyncFolderItemsResponse--how-to-synchronize-items-by-using-ews-in-"
     "exchange--4",
     "cSZY== all 1:AAAA== 0:QMkAD+ 0:AAAA== 3:AAAA== 2:AAAA=="},
    {"SyncFolderItemsResponse--syncfolderitems-operation--2",
     "ErrorInvalidSyncStateData"},
    {"UnsubscribeResponse--unsubscribe-operation--2",
     "ErrorSubscriptionNotFound"},
    {"UpdateItemResponse--how-to-update-appointments-and-meetings-by-using-ews-"
     "in-exchange--5",
     "AAMkA DwAAA"},
    {"UpdateItemResponse--updateitem-operation-contact--1", "AAtAE= AAABYx"},
};

TEST(ExampleValues, AreReadFromEachFile) {
  const char* folder = std::getenv("LETTERBOX_EWS_EXAMPLES");
  if (folder == nullptr) {
    GTEST_SKIP() << "left out: LETTERBOX_EWS_EXAMPLES is not set";
  }
  const fs::path responses = fs::path(folder) / "responses";
  for (const Example& example : kExamples) {
    const fs::path file = responses / (std::string(example.file) + ".xml");
    // The set is a sample, and another one has other files.
    if (!fs::exists(file)) continue;
    std::string told;
    try {
      told = Told(file);
    } catch (const xml::ParseError& error) {
      told = std::string("unreadable: ") + error.what();
    }
    EXPECT_EQ(told, example.told) << example.file;
  }
}

}  // namespace
}  // namespace letterbox::ews
