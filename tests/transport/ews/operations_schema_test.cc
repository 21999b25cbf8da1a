// Every request that the client can make is allowed by Microsoft's schemas.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ews/operations/create_item.h"
#include "ews/operations/delete_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_events.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/get_item.h"
#include "ews/operations/get_streaming_events.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/sync_folder_items.h"
#include "ews/operations/unsubscribe.h"
#include "ews/operations/update_item.h"
#include "support/schema.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

TEST(OperationsSchema, AllowsEveryRequest) {
  if (!HasSchema()) GTEST_SKIP() << kNoSchema;
  std::vector<std::string> envelopes;
  for (const FolderId& folder :
       {FolderId(Folder::kInbox), FolderId(Folder::kDrafts),
        FolderId(Folder::kSentItems), FolderId(Folder::kDeletedItems),
        FolderId(Folder::kJunkEmail), FolderId(Folder::kOutbox),
        FolderId(Folder::kRecoverableItems), FolderId(Folder::kTop),
        FolderId("QQ==")}) {
    GetFolder get;
    get.folder = folder;
    envelopes.push_back(RequestEnvelopeOf(get));
    SyncFolderItems sync;
    sync.folder = folder;
    envelopes.push_back(RequestEnvelopeOf(sync));
  }
  FindItem find;
  envelopes.push_back(RequestEnvelopeOf(find));
  find.newest_by = "item:DateTimeReceived";
  find.properties = {"message:InternetMessageId", "item:Subject"};
  envelopes.push_back(RequestEnvelopeOf(find));
  GetItem get_item;
  get_item.ids = {{"QQ==", "a"}, {"Qg==", ""}};
  envelopes.push_back(RequestEnvelopeOf(get_item));
  for (const auto disposition :
       {CreateItem::Disposition::kSaveOnly, CreateItem::Disposition::kSendOnly,
        CreateItem::Disposition::kSendAndSaveCopy}) {
    CreateItem create;
    create.disposition = disposition;
    create.mime = "Subject: Hi\r\n\r\nText";
    envelopes.push_back(RequestEnvelopeOf(create));
    create.bcc = {{"eve@contoso.test", "Eve"}, {"zoe@contoso.test"}};
    envelopes.push_back(RequestEnvelopeOf(create));
  }
  UpdateItem update;
  update.id = {"QQ==", "a"};
  update.is_read = false;
  envelopes.push_back(RequestEnvelopeOf(update));
  for (const Deletion deletion :
       {Deletion::kHard, Deletion::kSoft, Deletion::kToDeletedItems}) {
    DeleteItem remove;
    remove.id = {"QQ==", "a"};
    remove.deletion = deletion;
    envelopes.push_back(RequestEnvelopeOf(remove));
  }
  SyncFolderItems sync;
  sync.state = "H4sIAAA==";
  envelopes.push_back(RequestEnvelopeOf(sync));
  Subscribe subscribe;
  subscribe.folders = {Folder::kInbox, Folder::kJunkEmail};
  envelopes.push_back(RequestEnvelopeOf(subscribe));
  subscribe.kind = Subscribe::Kind::kPull;
  envelopes.push_back(RequestEnvelopeOf(subscribe));
  GetEvents pull;
  pull.subscription = "N1";
  pull.watermark = "W1";
  envelopes.push_back(RequestEnvelopeOf(pull));
  GetStreamingEvents stream;
  stream.subscription = "N1";
  envelopes.push_back(RequestEnvelopeOf(stream));
  Unsubscribe unsubscribe;
  unsubscribe.subscription = "N1";
  envelopes.push_back(RequestEnvelopeOf(unsubscribe));
  EXPECT_TRUE(AreValidEnvelopes(envelopes));
}

}  // namespace
}  // namespace letterbox::ews
