// What the store is after a restart is what it was before.
#include "exchange/kept/kept_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "exchange/ews/folder_name.h"
#include "exchange/folder_sync.h"
#include "letterbox/transport/error.h"
#include "support/rounds.h"
#include "support/temp_folder.h"

namespace letterbox::exchange {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAnna[] = "anna@contoso.test";

std::string Mail(const std::string& subject) {
  return "From: ben@contoso.test\r\nSubject: " + subject + "\r\n\r\ntext of " +
         subject + "\r\n";
}

// A store, and the folder that it is kept in.
class Kept {
 public:
  explicit Kept(const std::string& folder)
      : store_({}, [this] { return now_ += std::chrono::microseconds(7); }),
        kept_(folder, store_) {
    store_.set_log(&kept_);
    store_.AddUser(kAnna);
  }

  Store& store() { return store_; }
  UserMailbox& anna() { return *store_.FindMailbox(kAnna); }
  Folder& inbox() { return *anna().FindFolder("inbox"); }
  Item& newest() { return *inbox().items.rbegin()->second; }
  KeptMail& kept() { return kept_; }

 private:
  std::chrono::system_clock::time_point now_ =
      std::chrono::system_clock::from_time_t(1790000000);
  Store store_;
  KeptMail kept_;
};

void DescribeItem(std::ostream& out, const Item& item) {
  out << "  item " << item.number << ' ' << item.article << ' ' << item.change
      << ' ' << item.content_change << ' ' << item.version << ' '
      << item.is_read << item.is_draft << item.is_from_me << ' ' << item.flag
      << ' ' << item.item_class << ' ' << item.importance << ' '
      << item.sensitivity << ' ' << item.received.time_since_epoch().count()
      << ' ' << item.sent.time_since_epoch().count() << ' '
      << item.created.time_since_epoch().count() << ' '
      << item.modified.time_since_epoch().count();
  for (const std::string& category : item.categories) out << " #" << category;
  for (const EmailAddress& bcc : item.bcc) out << " " << bcc.address;
  out << " by " << item.creator;
  for (const ExtendedProperty& property : item.extended) {
    for (const auto& [name, value] : property.path) out << name << value;
    for (const std::string& value : property.values) out << value;
  }
  out << "\n" << item.email.mime();
}

// All that a client can see, and all that sync states are made of.
std::string Describe(const Store& store) {
  std::ostringstream out;
  for (const auto& mailbox : store.mailboxes()) {
    out << mailbox->number() << ' ' << mailbox->address() << "\n";
    for (const auto& [number, folder] : mailbox->folders()) {
      out << " folder " << number << ' ' << folder->number << ' '
          << folder->distinguished_id << ' ' << folder->name << ' '
          << folder->folder_class << ' '
          << (folder->parent ? folder->parent->number : 0) << ' '
          << folder->version << ' ' << folder->last_article << ' '
          << folder->last_change << ' ' << folder->unread;
      for (const auto& [user, level] : folder->permissions) {
        out << ' ' << user << ' ' << level;
      }
      out << "\n";
      for (const auto& [article, item] : folder->items) {
        DescribeItem(out, *item);
      }
      for (const auto& [change, what] : folder->changes) {
        out << "  change " << change << ' ' << what.article << ' '
            << what.item_number << ' ' << (what.item != nullptr) << "\n";
      }
    }
  }
  return out.str();
}

// Does something to the store, by chance.
class Activity {
 public:
  explicit Activity(unsigned seed) : random_(seed) {}

  void Act(UserMailbox& mailbox) {
    auto items = AllItems(mailbox);
    const std::size_t what = Choose(8);
    if (what < 3 || items.empty()) {
      mailbox.Add(AnyFolder(mailbox),
                  ContentOf(Email::FromMime(Mail(std::to_string(++count_))),
                            mailbox.now()),
                  Choose(2) == 0);
      return;
    }
    Item& item = *items[Choose(items.size())];
    if (what == 3) mailbox.Move(item, AnyFolder(mailbox));
    if (what == 4) mailbox.Copy(item, AnyFolder(mailbox));
    if (what == 5) mailbox.Discard(item, static_cast<Disposal>(Choose(3)));
    if (what == 6) ActOn(mailbox, item);
    if (what == 7) ActOnFolder(mailbox);
  }

 private:
  std::size_t Choose(std::size_t count) { return random_() % count; }

  void ActOn(UserMailbox& mailbox, Item& item) {
    mailbox.SetRead(item, Choose(2) == 0);
    item.flag = Choose(2) == 0 ? "Flagged" : "Complete";
    item.categories.push_back("Red \xC3\xBC");
    item.bcc.push_back({"Bob", "bob@contoso.test"});
    item.creator = "carol@contoso.test";
    item.extended.push_back({{{"PropertyTag", "0x1090"}}, {"2", ""}, true});
    item.email = Email::FromMime(Mail("changed " + std::to_string(++count_)));
    mailbox.Touch(item);
  }

  void ActOnFolder(UserMailbox& mailbox) {
    Folder& folder = AnyFolder(mailbox);
    const bool is_own = folder.distinguished_id.empty();
    Folder& to = AnyFolder(mailbox);
    if (is_own && Choose(4) == 0) {
      mailbox.DeleteFolder(folder);
    } else if (is_own && Choose(2) == 0 && !IsWithin(to, folder)) {
      mailbox.MoveFolder(folder, to);
    } else if (is_own && Choose(2) == 0) {
      mailbox.ChangeFolder(folder, folder.name + "!", "IPF.Note");
    } else if (Choose(3) == 0) {
      mailbox.SetPermissions(folder, {{"bob@contoso.test", "Editor"}});
    } else {
      mailbox.AddFolder(folder, "Folder " + std::to_string(++count_),
                        "IPF.Note");
    }
  }

  Folder& AnyFolder(UserMailbox& mailbox) {
    auto at = mailbox.folders().begin();
    std::advance(at, Choose(mailbox.folders().size()));
    return *at->second;
  }

  static std::vector<Item*> AllItems(UserMailbox& mailbox) {
    std::vector<Item*> all;
    for (const auto& folder : mailbox.folders()) {
      for (const auto& item : folder.second->items) all.push_back(item.second);
    }
    return all;
  }

  std::mt19937 random_;
  int count_ = 0;
};

class KeptMailTest : public testing::Test {
 protected:
  std::string folder() const { return (temp_.path() / "mail").string(); }
  std::string journal() const { return folder() + "/mail"; }

  std::string ReadJournal() const {
    std::ifstream in(journal(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void WriteJournal(const std::string& bytes) const {
    std::ofstream(journal(), std::ios::binary) << bytes;
  }

  const TempFolder temp_;
};

TEST_F(KeptMailTest, IsTheSameAfterEachRestartWhateverHappened) {
  for (int round = 0; round < Rounds(5); ++round) {
    fs::remove_all(folder());
    Activity activity(static_cast<unsigned>(round));
    std::string before;
    for (int restart = 0; restart < 10; ++restart) {
      Kept kept(folder());
      if (restart > 0) {
        ASSERT_EQ(Describe(kept.store()), before);
      }
      for (int i = 0; i < 20; ++i) activity.Act(kept.anna());
      kept.store().Commit();
      before = Describe(kept.store());
    }
  }
}

TEST_F(KeptMailTest, HonoursTheSyncStatesFromBefore) {
  std::string state;
  std::uint64_t gone = 0;
  {
    Kept kept(folder());
    kept.store().Deliver(kAnna, Mail("one"));
    kept.store().Deliver(kAnna, Mail("two"));
    gone = kept.newest().number;
    state = SyncFolder(kept.inbox(), "", 100, {})->state;
    kept.anna().Delete(kept.newest());
    kept.store().Commit();
  }
  Kept kept(folder());
  kept.store().Deliver(kAnna, Mail("three"));
  const auto page = SyncFolder(kept.inbox(), state, 100, {});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->changes.size(), 2u);
  EXPECT_EQ(page->changes[0].kind, SyncChange::Kind::kDelete);
  EXPECT_EQ(page->changes[0].item_number, gone);
  EXPECT_EQ(page->changes[1].kind, SyncChange::Kind::kCreate);
  EXPECT_EQ(page->changes[1].item->email.subject(), "three");
}

TEST_F(KeptMailTest, PutsAFolderWhereItWasMovedTo) {
  Kept kept(folder());
  Folder& orders = kept.anna().AddFolder(kept.inbox(), "Orders", "IPF.Note");
  Folder& drafts = *kept.anna().FindFolder("drafts");
  Folder moved;
  moved.number = orders.number;
  moved.name = "Old orders";
  kept.anna().RestoreFolder(moved, drafts.number);
  EXPECT_EQ(orders.parent, &drafts);
  EXPECT_EQ(orders.name, "Old orders");
  EXPECT_THAT(kept.inbox().children, IsEmpty());
  EXPECT_THAT(drafts.children, testing::ElementsAre(&orders));
}

TEST_F(KeptMailTest, ForgetsWhatWasNotCommitted) {
  {
    Kept kept(folder());
    kept.store().Deliver(kAnna, Mail("one"));
    kept.store().Commit();
    kept.store().Deliver(kAnna, Mail("two"));
  }
  Kept kept(folder());
  EXPECT_EQ(kept.inbox().items.size(), 1u);
}

TEST_F(KeptMailTest, LosesOnlyTheBatchThatWasCutOff) {
  std::vector<std::size_t> sizes;
  {
    Kept kept(folder());
    kept.store().Commit();
    sizes.push_back(ReadJournal().size());
    for (const char* subject : {"one", "two", "three"}) {
      kept.store().Deliver(kAnna, Mail(subject));
      kept.store().Commit();
      sizes.push_back(ReadJournal().size());
    }
  }
  const std::string whole = ReadJournal();
  for (std::size_t size = sizes[0]; size <= whole.size(); size += 5) {
    WriteJournal(whole.substr(0, size));
    std::size_t complete = 0;
    while (complete + 1 < sizes.size() && sizes[complete + 1] <= size) {
      ++complete;
    }
    Kept kept(folder());
    ASSERT_EQ(kept.inbox().items.size(), complete) << size;
    kept.store().Deliver(kAnna, Mail("next"));
    kept.store().Commit();
  }
}

TEST_F(KeptMailTest, StartsWhateverOfItsFirstBytesWereWritten) {
  { Kept(folder()).store().Commit(); }
  const std::string whole = ReadJournal();
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    WriteJournal(whole.substr(0, size));
    Kept kept(folder());
    EXPECT_THAT(kept.inbox().items, IsEmpty());
  }
}

TEST_F(KeptMailTest, SaysThatItIsDamagedWhereMailFollows) {
  {
    Kept kept(folder());
    for (const char* subject : {"one", "two"}) {
      kept.store().Deliver(kAnna, Mail(subject));
      kept.store().Commit();
    }
  }
  std::string bytes = ReadJournal();
  bytes[bytes.find("text of one")] ^= 1;
  WriteJournal(bytes);
  try {
    Kept kept(folder());
    FAIL() << "the damage was not seen";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("is damaged at byte"));
  }
  EXPECT_EQ(ReadJournal(), bytes);
}

TEST_F(KeptMailTest, RefusesAFileOfAnotherKind) {
  fs::create_directories(folder());
  WriteJournal("From ben@contoso.test Sat Jan 3 01:05:34 1996\n");
  EXPECT_THROW(Kept kept(folder()), Error);
  EXPECT_EQ(ReadJournal().substr(0, 5), "From ");
}

TEST_F(KeptMailTest, BelongsToOneServerAtATime) {
  Kept first(folder());
  try {
    Kept second(folder());
    FAIL() << "two had it";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("Another embedded Exchange"));
  }
}

TEST_F(KeptMailTest, IsForItsOwnerOnly) {
  const Kept kept(folder());
  EXPECT_EQ(fs::status(folder()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(journal()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeptMailTest, GetsShorterWhereMuchIsHistory) {
  std::string before;
  {
    Kept kept(folder());
    const std::string large(100 * 1024, 'x');
    for (int i = 0; i < 20; ++i) {
      kept.store().Deliver(kAnna, Mail(std::to_string(i)) + large);
      if (i > 1) kept.anna().Delete(kept.newest());
    }
    kept.anna().AddFolder(kept.inbox(), "Orders", "IPF.Note");
    kept.store().Commit();
    before = Describe(kept.store());
  }
  EXPECT_GT(ReadJournal().size(), 2000u * 1024);
  for (int restart = 0; restart < 2; ++restart) {
    Kept kept(folder());
    EXPECT_EQ(Describe(kept.store()), before);
  }
  EXPECT_LT(ReadJournal().size(), 300u * 1024);
}

}  // namespace
}  // namespace letterbox::exchange
