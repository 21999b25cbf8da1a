#include "auth/token_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class TokenStoreTest : public testing::Test {
 protected:
  Connection Stored() const {
    Connection connection = Customer();
    connection.token_store = folder_.path() / "new" / "store";
    return connection;
  }
  std::filesystem::path File() const {
    return folder_.path() / "new" / "store" / "customer.token";
  }
  std::string Content() const {
    std::ifstream file(File());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  /// What a fresh process would do.
  std::string Authorization(const Connection& connection) {
    return NewTokenSource(connection, transport_, clock_)->Authorization();
  }
  void Fill() {
    transport_.Reply(200, TokenJson("one"));
    ASSERT_EQ(Authorization(Stored()), "Bearer one");
  }
  std::string Refusal() {
    return TextOfError<AuthError>([this] { Authorization(Stored()); });
  }

  TemporaryFolder folder_;
  HurryingClock clock_;
  ScriptedTransport transport_;
};

mode_t Mode(const std::filesystem::path& path) {
  struct stat status = {};
  EXPECT_EQ(stat(path.c_str(), &status), 0);
  return status.st_mode & 07777;
}

TEST_F(TokenStoreTest, ASecondProcessAsksForNone) {
  Fill();
  EXPECT_EQ(Authorization(Stored()), "Bearer one");
  EXPECT_THAT(transport_.requests(), SizeIs(1));
}

TEST_F(TokenStoreTest, IsForItsOwnerAloneWhateverTheUmask) {
  const mode_t before = umask(0);
  Fill();
  umask(before);
  EXPECT_EQ(Mode(File()), 0600u);
  EXPECT_EQ(Mode(File().string() + ".lock"), 0600u);
  EXPECT_EQ(Mode(File().parent_path()), 0700u);
  EXPECT_EQ(Mode(File().parent_path().parent_path()), 0700u);
}

TEST_F(TokenStoreTest, HoldsNoSecretAndNoRemains) {
  Fill();
  EXPECT_THAT(Content(), AllOf(HasSubstr("\"one\""), HasSubstr("the-client"),
                               Not(HasSubstr("s3cret"))));
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(File().parent_path()))
    names.push_back(entry.path().filename());
  EXPECT_THAT(names, testing::UnorderedElementsAre("customer.token",
                                                   "customer.token.lock"));
}

TEST_F(TokenStoreTest, ATokenForSomethingElseIsNotUsed) {
  Fill();
  std::vector<Connection> others(4, Stored());
  others[0].authenticate.client_id = "another";
  others[1].authenticate.tenant_id = "fabrikam.test";
  others[2].authenticate.scope = "https://other.test/.default";
  others[3].authenticate.authority = "https://login.other.test";
  for (const Connection& other : others) {
    transport_.Reply(200, TokenJson("other"));
    EXPECT_EQ(Authorization(other), "Bearer other");
  }
}

TEST_F(TokenStoreTest, AnotherSecretOrMailboxIsTheSameToken) {
  Fill();
  Connection same = Stored();
  same.authenticate.client_secret = "rotated";
  same.mailbox = "other@contoso.test";
  EXPECT_EQ(Authorization(same), "Bearer one");
}

TEST_F(TokenStoreTest, AnOldTokenIsReplaced) {
  Fill();
  clock_.Advance(minutes(55));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(Authorization(Stored()), "Bearer two");
  EXPECT_EQ(Authorization(Stored()), "Bearer two");
  EXPECT_THAT(transport_.requests(), SizeIs(2));
}

TEST_F(TokenStoreTest, ATokenOfTheFutureIsNotUsed) {
  Fill();
  clock_.SetDate(clock_.Date() - minutes(10));
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(Authorization(Stored()), "Bearer two");
}

TEST_F(TokenStoreTest, ARefusedTokenIsReplacedForAll) {
  Fill();
  const auto source = NewTokenSource(Stored(), transport_, clock_);
  EXPECT_EQ(source->Authorization(), "Bearer one");
  source->Refuse("Bearer one");
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(source->Authorization(), "Bearer two");
  EXPECT_EQ(Authorization(Stored()), "Bearer two");
}

TEST_F(TokenStoreTest, WhatAnotherProcessHasRenewedIsUsed) {
  Fill();
  const auto first = NewTokenSource(Stored(), transport_, clock_);
  const auto second = NewTokenSource(Stored(), transport_, clock_);
  EXPECT_EQ(first->Authorization(), "Bearer one");
  EXPECT_EQ(second->Authorization(), "Bearer one");
  first->Refuse("Bearer one");
  transport_.Reply(200, TokenJson("two"));
  EXPECT_EQ(first->Authorization(), "Bearer two");
  second->Refuse("Bearer one");
  EXPECT_EQ(second->Authorization(), "Bearer two");
  EXPECT_THAT(transport_.requests(), SizeIs(2));
}

TEST_F(TokenStoreTest, ManyProcessesMakeOneRequest) {
  constexpr int kSources = 12;
  std::vector<ScriptedTransport> transports(kSources);
  std::vector<std::thread> threads;
  for (ScriptedTransport& transport : transports) {
    transport.Reply(200, TokenJson("one"));
    threads.emplace_back([&] {
      EXPECT_EQ(NewTokenSource(Stored(), transport, clock_)->Authorization(),
                "Bearer one");
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::size_t requests = 0;
  for (const ScriptedTransport& transport : transports)
    requests += transport.requests().size();
  EXPECT_EQ(requests, 1u);
}

TEST_F(TokenStoreTest, APassingFailureLeavesNothingAndFreesTheLock) {
  for (int i = 0; i < 3; ++i) transport_.Reply(503, "");
  EXPECT_THROW(Authorization(Stored()), AuthError);
  EXPECT_FALSE(std::filesystem::exists(File()));
  Fill();
}

TEST_F(TokenStoreTest, WhatCannotBeReadIsReplaced) {
  Fill();
  for (const char* content :
       {"", "{", "[]", "{}", "\xFF", R"({"version":2})",
        R"({"version":2,"issued_for":5})",
        R"({"version":1,"flow":"client_credentials","endpoint":"e",)"
        R"("client_id":"c","scope":"s","issued":1e999,"expires":-5})"}) {
    std::ofstream(File()) << content;
    transport_.Reply(200, TokenJson("new"));
    EXPECT_EQ(Authorization(Stored()), "Bearer new") << content;
  }
}

TEST_F(TokenStoreTest, RefusesAFileThatOthersCanRead) {
  Fill();
  for (const mode_t mode : {0640u, 0604u, 0660u, 0602u}) {
    chmod(File().c_str(), mode);
    EXPECT_THAT(Refusal(), AllOf(HasSubstr(File()), HasSubstr("chmod")));
  }
}

TEST_F(TokenStoreTest, RefusesAFolderThatOthersCanChange) {
  Fill();
  chmod(File().parent_path().c_str(), 0777);
  EXPECT_THAT(Refusal(), HasSubstr("others have access"));
}

TEST_F(TokenStoreTest, RefusesASymbolicLink) {
  Fill();
  const auto elsewhere = folder_.path() / "elsewhere";
  std::filesystem::rename(File(), elsewhere);
  std::filesystem::create_symlink(elsewhere, File());
  EXPECT_THAT(Refusal(), HasSubstr("symbolic link"));
}

TEST_F(TokenStoreTest, RefusesALinkInThePlaceOfItsLock) {
  const auto elsewhere = folder_.path() / "elsewhere";
  std::filesystem::create_directories(File().parent_path());
  chmod(File().parent_path().c_str(), 0700);
  std::filesystem::create_symlink(elsewhere, File().string() + ".lock");
  Refusal();
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST_F(TokenStoreTest, DoesNotHangOnAPipe) {
  Fill();
  std::filesystem::remove(File());
  ASSERT_EQ(mkfifo(File().c_str(), 0600), 0);
  EXPECT_THAT(Refusal(), HasSubstr("not a file"));
}

TEST_F(TokenStoreTest, RefusesAnotherUsersFile) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  Fill();
  ASSERT_EQ(chown(File().c_str(), 1, 1), 0);
  EXPECT_THAT(Refusal(), HasSubstr("belongs to another user"));
}

TEST_F(TokenStoreTest, SaysWhereAFolderCannotBeMade) {
  Connection connection = Customer();
  connection.token_store = folder_.path() / "file" / "store";
  std::ofstream(folder_.path() / "file") << "in the way";
  EXPECT_THAT(
      TextOfError<AuthError>([&] { Authorization(connection); }),
      AllOf(HasSubstr("token store"), HasSubstr(connection.token_store)));
}

TEST_F(TokenStoreTest, NamesNeverLeaveTheFolderNorShareAFile) {
  const char* const names[] = {"../x", "..",    ".",           "a/b", "a.b",
                               "a b",  "a%2Fb", "caf\xC3\xA9", "A",   "a"};
  for (const char* name : names) {
    Connection connection = Stored();
    connection.name = name;
    transport_.Reply(200, TokenJson("one"));
    EXPECT_EQ(Authorization(connection), "Bearer one") << name;
  }
  EXPECT_THAT(transport_.requests(), SizeIs(std::size(names)));
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder_.path())) {
    if (entry.path().extension() == ".token") ++files;
  }
  EXPECT_EQ(files, std::size(names));
}

TEST_F(TokenStoreTest, WithoutAFolderNothingIsWritten) {
  transport_.Reply(200, TokenJson("one"));
  EXPECT_EQ(Authorization(Customer()), "Bearer one");
  EXPECT_THAT(std::filesystem::directory_iterator(folder_.path()),
              testing::Eq(std::filesystem::directory_iterator()));
}

TEST_F(TokenStoreTest, TheWaitForTheLockEndsWithASentence) {
  const TokenStore store(folder_.path(), "customer", milliseconds(50));
  const auto lock = store.Acquire();
  EXPECT_THAT(TextOfError<AuthError>([&] { store.Acquire(); }),
              AllOf(HasSubstr("customer.token.lock"),
                    HasSubstr("held its lock for too long")));
}

TEST_F(TokenStoreTest, AFreedLockIsTaken) {
  const TokenStore store(folder_.path(), "customer", milliseconds(50));
  store.Acquire().reset();
  EXPECT_NE(store.Acquire(), nullptr);
}

}  // namespace
}  // namespace letterbox
