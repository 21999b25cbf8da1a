// Every answer among Microsoft's examples is read to a value or to its error.
// They are read from where LETTERBOX_EWS_EXAMPLES says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "ews/operations/create_item.h"
#include "ews/operations/find_item.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/get_item.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/sync_folder_items.h"
#include "ews/operations/update_item.h"
#include "ews/soap.h"
#include "xml/reader.h"

namespace letterbox::ews {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAreArray;

// The errors that an answer holds, by the operation that it answers. An answer
// whose error is not here fails the test.
const std::map<std::string, std::vector<std::string>>& Errors() {
  static const std::map<std::string, std::vector<std::string>> errors = {
      {"ConvertIdResponse", {"ErrorInvalidIdMalformed"}},
      {"CopyItemResponse", {"ErrorInvalidIdMalformed"}},
      {"CreateAttachmentResponse", {"ErrorRequiredPropertyMissing"}},
      {"CreateFolderResponse", {"ErrorFolderExists"}},
      {"CreateItemResponse",
       {"ErrorCannotCreateContactInNonContactFolder", "ErrorItemNotFound"}},
      {"DeleteFolderResponse", {"ErrorItemNotFound"}},
      {"DeleteItemResponse", {"ErrorItemNotFound"}},
      {"Fault", {"ErrorSchemaValidation", "Client"}},
      {"GetEventsResponse", {"ErrorSubscriptionAccessDenied"}},
      {"GetItemResponse",
       {"ErrorInvalidPropertyRequest", "ErrorUnsupportedMimeConversion"}},
      {"MarkAsJunkResponse", {"ErrorItemNotFound"}},
      {"ResolveNamesResponse",
       {"ErrorNameResolutionMultipleResults", "ErrorNameResolutionNoResults"}},
      {"SyncFolderHierarchyResponse", {"ErrorInvalidSyncStateData"}},
      {"SyncFolderItemsResponse", {"ErrorInvalidSyncStateData"}},
      {"UnsubscribeResponse", {"ErrorSubscriptionNotFound"}},
  };
  return errors;
}

std::vector<fs::path> Files() {
  std::vector<fs::path> files;
  const char* folder = std::getenv("LETTERBOX_EWS_EXAMPLES");
  if (folder == nullptr) return files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(folder) / "responses")) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string ContentOf(const fs::path& file) {
  std::stringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return std::regex_replace(content.str(), std::regex("<!--[^]*?-->"), "");
}

std::vector<std::string> AllMatches(const std::string& text,
                                    const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end;
       ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

std::size_t CountElements(xml::Element element) {
  std::size_t count = 1;
  for (const xml::Element child : element) count += CountElements(child);
  return count;
}

// How many ids the operation's value holds; nothing where the client does not
// have the operation, or where its value holds none.
template <typename Operation>
std::size_t Ids(xml::Element message);

template <>
std::size_t Ids<GetFolder>(xml::Element message) {
  return GetFolder::Read(message).id.empty() ? 0 : 1;
}
template <>
std::size_t Ids<FindItem>(xml::Element message) {
  const auto items = FindItem::Read(message).items;
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(),
      [](const FindItem::Item& item) { return !item.id.id.empty(); }));
}
template <>
std::size_t Ids<GetItem>(xml::Element message) {
  return GetItem::Read(message).item.id.empty() ? 0 : 1;
}
template <>
std::size_t Ids<CreateItem>(xml::Element message) {
  return CreateItem::Read(message).id.id.empty() ? 0 : 1;
}
template <>
std::size_t Ids<UpdateItem>(xml::Element message) {
  return UpdateItem::Read(message).id.id.empty() ? 0 : 1;
}
template <>
std::size_t Ids<SyncFolderItems>(xml::Element message) {
  return SyncFolderItems::Read(message).changes.size();
}
template <>
std::size_t Ids<Subscribe>(xml::Element message) {
  return Subscribe::Read(message).subscription.empty() ? 0 : 1;
}

struct Reader {
  std::size_t (*ids)(xml::Element message);
  const char* id_pattern;  ///< what an id looks like in the text
};

const std::map<std::string, Reader>& Readers() {
  static constexpr char kItemId[] = "<(?:\\w+:)?(ItemId)\\s";
  static const std::map<std::string, Reader> readers = {
      {"GetFolderResponse", {&Ids<GetFolder>, "<(?:\\w+:)?(FolderId)\\s"}},
      {"FindItemResponse", {&Ids<FindItem>, kItemId}},
      {"GetItemResponse", {&Ids<GetItem>, kItemId}},
      {"CreateItemResponse", {&Ids<CreateItem>, kItemId}},
      {"UpdateItemResponse", {&Ids<UpdateItem>, kItemId}},
      {"SyncFolderItemsResponse", {&Ids<SyncFolderItems>, kItemId}},
      {"SubscribeResponse", {&Ids<Subscribe>, "<(?:\\w+:)?(SubscriptionId)>"}},
  };
  return readers;
}

class Examples : public testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("LETTERBOX_EWS_EXAMPLES") == nullptr) {
      GTEST_SKIP() << "left out: LETTERBOX_EWS_EXAMPLES is not set";
    }
    ASSERT_FALSE(Files().empty());
  }
};

TEST_F(Examples, AreReadToTheLastElement) {
  for (const fs::path& file : Files()) {
    const std::string text = ContentOf(file);
    EXPECT_EQ(CountElements(ReadAnswer(text).document.root()),
              AllMatches(text, "<([A-Za-z])").size())
        << file;
  }
}

TEST_F(Examples, GiveTheStatusOfEachResponseMessage) {
  for (const fs::path& file : Files()) {
    const std::string text = ContentOf(file);
    const Answer answer = ReadAnswer(text);
    if (answer.fault) continue;
    std::vector<std::string> codes;
    for (const ResponseMessage& message : answer.messages) {
      codes.push_back(message.status.code);
      EXPECT_EQ(message.status.ok(), message.status.code == "NoError") << file;
    }
    EXPECT_FALSE(codes.empty()) << file;
    EXPECT_THAT(codes, ElementsAreArray(
                           AllMatches(text, "<(?:\\w+:)?ResponseCode>(\\w+)<")))
        << file;
  }
}

TEST_F(Examples, HoldNoErrorButThoseListed) {
  for (const fs::path& file : Files()) {
    const Answer answer = ReadAnswer(ContentOf(file));
    std::vector<Status> failed;
    if (answer.fault) failed.push_back(*answer.fault);
    for (const ResponseMessage& message : answer.messages) {
      if (!message.status.ok()) failed.push_back(message.status);
    }
    const auto listed = Errors().find(std::string(answer.payload.local()));
    for (const Status& status : failed) {
      ASSERT_NE(listed, Errors().end()) << file << ": " << status.code;
      EXPECT_THAT(listed->second, Contains(status.code)) << file;
      EXPECT_FALSE(status.text.empty()) << file;
    }
  }
}

// Some examples cut the MIME short with an ellipsis: nobody can read that.
bool HoldsBrokenBase64(const std::string& text) {
  for (const std::string& mime :
       AllMatches(text, "<(?:\\w+:)?MimeContent[^>]*>([^<]*)<")) {
    if (!std::regex_match(mime, std::regex("[A-Za-z0-9+/=\\s]*"))) return true;
  }
  return false;
}

TEST_F(Examples, GiveValuesThatAreNotEmpty) {
  std::map<std::string, int> seen;
  for (const fs::path& file : Files()) {
    const std::string text = ContentOf(file);
    const Answer answer = ReadAnswer(text);
    const auto reader = Readers().find(std::string(answer.payload.local()));
    if (reader == Readers().end()) continue;
    std::size_t ids = 0;
    for (const ResponseMessage& message : answer.messages) {
      if (!message.status.ok()) continue;
      if (HoldsBrokenBase64(text)) {
        EXPECT_THROW(reader->second.ids(message.element), xml::ParseError)
            << file;
        ids = 1;
        continue;
      }
      ASSERT_NO_THROW(ids += reader->second.ids(message.element)) << file;
      ++seen[reader->first];
    }
    EXPECT_EQ(ids == 0, AllMatches(text, reader->second.id_pattern).empty())
        << file;
  }
  for (const auto& [response, unused] : Readers()) {
    EXPECT_GT(seen[response], 0) << "no example of " << response;
  }
}

}  // namespace
}  // namespace letterbox::ews
