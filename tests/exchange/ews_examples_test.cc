// Requests that nobody here wrote: Microsoft's own examples.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "exchange/ews_client.h"

namespace letterbox::exchange {
namespace {

namespace fs = std::filesystem;

// What a mailbox with one mail answers, and to which examples.
struct Expected {
  const char* code;
  std::vector<std::string> names;  // beginnings of file names
};

// The first that fits. The ids in the examples, their sync states and
// subscriptions were another server's, so that here they are malformed or
// unknown; what is refused without an id is what README lists as not there.
const std::vector<Expected>& AllExpected() {
  static const std::vector<Expected> all = {
      // Whose mailboxes are not here.
      {"ErrorNonExistentMailbox",
       {"FindItem--how-to-access-a-calendar-as-a-delegate",
        "GetFolder--how-to-set-folder-permissions-for-another-user-by-using-"
        "ews-in-exchange--10"}},
      // A user's own token does not impersonate.
      {"ErrorInvalidExchangeImpersonationHeaderData",
       {"GetStreamingEvents--how-to-maintain-affinity",
        "Subscribe--how-to-maintain-affinity"}},
      // Neither public folders nor search folders.
      {"ErrorFolderNotFound",
       {"CreateFolder--how-to-work-with-search-folders",
        "FindFolder--how-to-route-public-folder-content-requests",
        "FindFolder--how-to-work-with-search-folders"}},
      {"ErrorUnsupportedPathForSortGroup",
       {"FindItem--contactsview", "FindItem--how-to-perform-grouped-searches"}},
      // The attribute is optional in the schema; for mails it is needed.
      {"ErrorMessageDispositionRequired", {"CreateItem--how-to-import-items"}},
      {"ErrorSubscriptionNotFound", {"GetEvents--"}},
      {"ErrorInvalidSyncStateData",
       {"SyncFolderHierarchy--how-to-synchronize-folders",
        "SyncFolderItems--how-to-synchronize-items-by-using-ews-in-exchange--3",
        "SyncFolderItems--syncfolderitems-operation"}},
      {"ErrorInvalidIdMalformed",
       {"CopyItem--", "CreateAttachment--",
        "CreateItem--how-to-respond-to-email-messages", "DeleteAttachment--",
        "DeleteFolder--", "DeleteItem--",
        "FindFolder--how-to-route-public-folder-hierarchy",
        "FindItem--how-to-get-appointments-and-meetings", "GetAttachment--",
        "GetFolder--how-to-work-with-search-folders", "GetItem--",
        "MarkAllItemsAsRead--", "MoveItem--", "SendItem--", "UpdateItem--"}},
      {"NoError",
       {"CreateFolder--", "CreateItem--email-and-ews",
        "CreateItem--how-to-add-attachments",
        "CreateItem--how-to-process-email-messages",
        "CreateItem--how-to-work-with-exchange-mailbox-items", "FindFolder--",
        "FindItem--", "GetFolder--", "Subscribe--", "SyncFolderItems--"}},
      // Appointments, contacts, tasks, and what answers an appointment.
      {"ErrorInvalidItemForOperationCreateItem", {"CreateItem--"}},
  };
  return all;
}

// Empty: the examples have one that nobody here has read yet.
std::string CodeExpectedFor(const std::string& name) {
  for (const Expected& expected : AllExpected()) {
    for (const std::string& beginning : expected.names) {
      if (name.compare(0, beginning.size(), beginning) == 0) {
        return expected.code;
      }
    }
  }
  return "";
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(EwsExamples, AreAnsweredAsTheirPagesSay) {
  const char* folder = std::getenv("LETTERBOX_EWS_EXAMPLES");
  if (folder == nullptr) {
    GTEST_SKIP() << "left out: LETTERBOX_EWS_EXAMPLES is not set";
  }
  EwsClient client;
  client.store.Deliver("anna@contoso.test", SmallMail("one"));
  Caller caller;
  caller.user = "anna@contoso.test";
  int count = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(folder) / "requests")) {
    const std::string name = entry.path().filename().string();
    SCOPED_TRACE(name);
    const Reply reply = client.AskWhole(ReadFile(entry.path()), caller);
    EXPECT_TRUE(reply.status == 200 || reply.status == 500);
    EXPECT_FALSE(reply.code().empty());
    // Each is valid by the schema, so that is never the fault.
    EXPECT_NE(reply.code(), "ErrorSchemaValidation") << reply.envelope;
    if (const std::string code = CodeExpectedFor(name); !code.empty()) {
      EXPECT_EQ(reply.code(), code) << reply.envelope;
    }
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace letterbox::exchange
