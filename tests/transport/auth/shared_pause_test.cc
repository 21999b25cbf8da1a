#include "auth/shared_pause.h"

#include <fstream>
#include <sstream>

#include "auth_fixture.h"

namespace letterbox {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr char kServer[] = "https://mail.contoso.test a/b";

class SharedPauseTest : public testing::Test {
 protected:
  /// What another process would have.
  SharedPause Another(const std::string& server = kServer) {
    return SharedPause(folder_.path().string(), "customer", server, clock_);
  }
  std::filesystem::path File() const {
    for (const auto& entry :
         std::filesystem::directory_iterator(folder_.path()))
      return entry.path();
    return {};
  }

  TemporaryFolder folder_;
  FakeClock clock_;
};

TEST_F(SharedPauseTest, HoldsOtherProcessesUntilItsEnd) {
  EXPECT_EQ(Another().Left(), milliseconds(0));
  Another().Extend(milliseconds(1500));
  EXPECT_EQ(Another().Left(), milliseconds(1500));
  EXPECT_EQ(Another("https://other.test").Left(), milliseconds(0));
  clock_.Advance(milliseconds(1499));
  EXPECT_EQ(Another().Left(), milliseconds(1));
  clock_.Advance(milliseconds(1));
  EXPECT_EQ(Another().Left(), milliseconds(0));
}

TEST_F(SharedPauseTest, IsNeverShortened) {
  Another().Extend(seconds(60));
  Another().Extend(seconds(1));
  EXPECT_EQ(Another().Left(), seconds(60));
  Another().Extend(seconds(90));
  EXPECT_EQ(Another().Left(), seconds(90));
}

TEST_F(SharedPauseTest, IsAtMostAnHour) {
  Another().Extend(hours(24 * 365));
  EXPECT_EQ(Another().Left(), hours(1));
}

TEST_F(SharedPauseTest, OfAClockThatWasMovedBackHoldsNobody) {
  Another().Extend(seconds(60));
  clock_.SetDate(clock_.Date() - minutes(5));
  EXPECT_EQ(Another().Left(), milliseconds(0));
}

TEST_F(SharedPauseTest, WithoutAFolderIsTheObjectsOwn) {
  const SharedPause own("", "customer", kServer, clock_);
  own.Extend(seconds(3));
  EXPECT_EQ(own.Left(), seconds(3));
  EXPECT_EQ(SharedPause("", "customer", kServer, clock_).Left(), seconds(0));
}

TEST_F(SharedPauseTest, IgnoresAFileThatIsNone) {
  Another().Extend(seconds(60));
  for (const char* text :
       {"", " ", "x", "1", "1 x", "99999999999999999999 1", "-1 -1"}) {
    std::ofstream(File()) << text;
    EXPECT_EQ(Another().Left(), milliseconds(0)) << text;
  }
  std::ofstream(File()) << "0 9223372036854775807";
  EXPECT_EQ(Another().Left(), hours(1));
}

TEST_F(SharedPauseTest, RefusesAFileThatOthersCanRead) {
  Another().Extend(seconds(60));
  ASSERT_EQ(chmod(File().c_str(), 0644), 0);
  EXPECT_THROW(Another().Left(), AuthError);
}

}  // namespace
}  // namespace letterbox
