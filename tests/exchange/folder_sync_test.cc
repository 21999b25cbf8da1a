#include "exchange/folder_sync.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "exchange/store.h"

namespace letterbox::exchange {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::time_t kNow = 1790000000;

Store::Now FixedNow() {
  return [] { return std::chrono::system_clock::from_time_t(kNow); };
}

std::string Mail(const std::string& subject) {
  return "From: ben@contoso.test\r\nTo: anna@contoso.test\r\nSubject: " +
         subject + "\r\n\r\ntext\r\n";
}

ItemContent Content(const std::string& subject) {
  return ContentOf(Email::FromMime(Mail(subject)),
                   std::chrono::system_clock::from_time_t(kNow));
}

class FolderSync : public testing::Test {
 protected:
  SyncPage Sync(const std::string& state, std::size_t max = 512) {
    auto page = SyncFolder(inbox_, state, max, {});
    EXPECT_TRUE(page);
    return page.value_or(SyncPage{});
  }

  Item& Add(const std::string& subject) {
    return anna_.Add(inbox_, Content(subject));
  }

  Store store_{{"anna@contoso.test"}, FixedNow()};
  UserMailbox& anna_ = *store_.FindMailbox("anna@contoso.test");
  Folder& inbox_ = *anna_.FindFolder("inbox");
};

TEST_F(FolderSync, WalksTheNewestFirst) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < 5; ++i) numbers.push_back(Add("m").number);
  const SyncPage first = Sync("", 2);
  ASSERT_THAT(first.changes, SizeIs(2));
  EXPECT_FALSE(first.includes_last);
  EXPECT_EQ(first.changes[0].item_number, numbers[4]);
  EXPECT_EQ(first.changes[1].item_number, numbers[3]);
  const SyncPage second = Sync(first.state, 3);
  ASSERT_THAT(second.changes, SizeIs(3));
  EXPECT_EQ(second.changes[0].item_number, numbers[2]);
  EXPECT_TRUE(second.includes_last);
  EXPECT_THAT(Sync(second.state).changes, IsEmpty());
}

TEST_F(FolderSync, TellsOfAnEmptyFolder) {
  const SyncPage page = Sync("");
  EXPECT_TRUE(page.includes_last);
  EXPECT_THAT(page.changes, IsEmpty());
  Add("one");
  EXPECT_THAT(Sync(page.state).changes, SizeIs(1));
}

TEST_F(FolderSync, TellsReadAndChangedAndGoneApart) {
  Item& read = Add("read");
  Item& changed = Add("changed");
  Item& both = Add("both");
  Item& gone = Add("gone");
  const std::uint64_t gone_number = gone.number;
  const std::string state = Sync("").state;
  anna_.SetRead(read, true);
  anna_.Touch(changed);
  anna_.Touch(both);
  anna_.SetRead(both, true);
  anna_.Delete(gone);
  using Kind = SyncChange::Kind;
  std::map<std::uint64_t, Kind> told;
  for (const SyncChange& change : Sync(state).changes) {
    EXPECT_TRUE(told.emplace(change.item_number, change.kind).second);
  }
  EXPECT_EQ(told[read.number], Kind::kReadFlag);
  EXPECT_EQ(told[changed.number], Kind::kUpdate);
  EXPECT_EQ(told[both.number], Kind::kUpdate);
  EXPECT_EQ(told[gone_number], Kind::kDelete);
  EXPECT_THAT(told, SizeIs(4));
}

TEST_F(FolderSync, DoesNotTellOfWhatCameAndWent) {
  const std::string state = Sync("").state;
  anna_.Delete(Add("short"));
  EXPECT_THAT(Sync(state).changes, IsEmpty());
}

TEST_F(FolderSync, StatesCanBeUsedTwice) {
  Add("one");
  const std::string state = Sync("").state;
  anna_.Delete(*inbox_.items.begin()->second);
  Add("two");
  const SyncPage once = Sync(state);
  Add("three");
  const SyncPage twice = Sync(state);
  EXPECT_THAT(once.changes, SizeIs(2));
  EXPECT_THAT(twice.changes, SizeIs(3));
  EXPECT_THAT(Sync(once.state).changes, SizeIs(1));
}

TEST_F(FolderSync, RefusesStatesThatAreNotOfTheFolder) {
  Add("one");
  const std::string state = Sync("").state;
  const Folder& drafts = *anna_.FindFolder("drafts");
  EXPECT_FALSE(SyncFolder(drafts, state, 512, {}));
  EXPECT_FALSE(SyncFolder(inbox_, "H4sIAAA=", 512, {}));
  EXPECT_FALSE(SyncFolder(inbox_, "not base64 !", 512, {}));
  EXPECT_FALSE(SyncFolder(inbox_, state.substr(0, state.size() / 2), 512, {}));
}

TEST_F(FolderSync, LeavesIgnoredItemsOut) {
  const std::uint64_t known = Add("known").number;
  Add("other");
  const auto page = SyncFolder(inbox_, "", 512, {known});
  ASSERT_TRUE(page);
  EXPECT_THAT(page->changes, SizeIs(1));
  EXPECT_TRUE(page->includes_last);
}

// A client that does what it is told, and complains where that is impossible.
class Replica {
 public:
  void Apply(const SyncPage& page) {
    using Kind = SyncChange::Kind;
    for (const SyncChange& change : page.changes) {
      if (change.kind == Kind::kCreate) {
        EXPECT_TRUE(
            versions_.emplace(change.item_number, change.item->version).second)
            << "created twice";
      } else if (change.kind == Kind::kDelete) {
        EXPECT_EQ(versions_.erase(change.item_number), 1u)
            << "deleted, but never created";
      } else {
        const auto found = versions_.find(change.item_number);
        ASSERT_NE(found, versions_.end()) << "changed, but never created";
        EXPECT_NE(found->second, change.item->version) << "told twice";
        found->second = change.item->version;
      }
    }
    state = page.state;
  }

  void ExpectEqual(const Folder& folder) const {
    std::map<std::uint64_t, std::uint64_t> real;
    for (const auto& [article, item] : folder.items) {
      real[item->number] = item->version;
    }
    EXPECT_EQ(versions_, real);
  }

  std::string state;

 private:
  std::map<std::uint64_t, std::uint64_t> versions_;
};

class RandomFolderSync : public testing::TestWithParam<unsigned> {};

TEST_P(RandomFolderSync, EveryChangeIsToldOnce) {
  std::mt19937 random(GetParam());
  Store store({"anna@contoso.test"}, FixedNow());
  UserMailbox& anna = *store.FindMailbox("anna@contoso.test");
  Folder& inbox = *anna.FindFolder("inbox");
  Folder& drafts = *anna.FindFolder("drafts");
  const auto any = [&random](Folder& folder) -> Item* {
    if (folder.items.empty()) return nullptr;
    auto at = folder.items.begin();
    std::advance(at, random() % folder.items.size());
    return at->second;
  };
  const auto change = [&] {
    Item* item = any(inbox);
    const unsigned what = random() % 7;
    if (what < 2 || item == nullptr) {
      anna.Add(inbox, Content("m"));
    } else if (what == 2) {
      anna.Delete(*item);
    } else if (what == 3) {
      anna.Touch(*item);
    } else if (what == 4) {
      anna.SetRead(*item, random() % 2 == 0);
    } else if (what == 5) {
      anna.Move(*item, drafts);
    } else if (Item* other = any(drafts)) {
      anna.Move(*other, inbox);
    }
  };
  Replica fast, slow;
  for (int round = 0; round < 60; ++round) {
    for (unsigned i = random() % 12; i > 0; --i) change();
    bool complete = false;
    while (!complete) {
      const auto page = SyncFolder(inbox, fast.state, 1 + random() % 4, {});
      ASSERT_TRUE(page);
      fast.Apply(*page);
      complete = page->includes_last;
      // The slow one takes a page now and then, while all goes on.
      if (random() % 3 == 0) {
        const auto part = SyncFolder(inbox, slow.state, 1 + random() % 3, {});
        ASSERT_TRUE(part);
        slow.Apply(*part);
      }
      if (random() % 4 == 0) {
        change();
        complete = false;
      }
    }
    fast.ExpectEqual(inbox);
  }
  for (bool complete = false; !complete;) {
    const auto page = SyncFolder(inbox, slow.state, 7, {});
    slow.Apply(*page);
    complete = page->includes_last;
  }
  slow.ExpectEqual(inbox);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFolderSync, testing::Range(1u, 21u));

}  // namespace
}  // namespace letterbox::exchange
