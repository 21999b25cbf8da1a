#include "http/reception.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace letterbox {
namespace {

using Kind = ConnectionError::Kind;

TEST(Reception, HandsOutWhatCameBeforeAFailure) {
  Reception reception;
  reception.Begin({200, {}});
  EXPECT_TRUE(reception.Push("part", nullptr));
  reception.End(Failure{Kind::kClosed, "ended"});
  EXPECT_EQ(reception.AwaitHead().status, 200);
  std::string bytes;
  EXPECT_TRUE(reception.Next(bytes));
  EXPECT_EQ(bytes, "part");
  EXPECT_THROW(reception.Next(bytes), Failure);
}

TEST(Reception, FailsWhereNoHeadCame) {
  Reception reception;
  reception.End(Failure{Kind::kConnect, "refused"});
  EXPECT_THROW(reception.AwaitHead(), Failure);
}

TEST(Reception, PausesTheSenderUntilItsBytesAreTaken) {
  Reception reception;
  const std::string half(600 << 10, 'x');
  int rooms = 0;
  EXPECT_TRUE(reception.Push(half, [&] { ++rooms; }));
  EXPECT_FALSE(reception.Push(half, [&] { ++rooms; }));
  EXPECT_EQ(rooms, 0);
  std::string bytes;
  EXPECT_TRUE(reception.Next(bytes));
  EXPECT_EQ(bytes.size(), 2 * half.size());
  EXPECT_EQ(rooms, 1);
  EXPECT_TRUE(reception.Push(half, [&] { ++rooms; }));
}

TEST(Reception, CancelLetsThePausedSenderGo) {
  Reception reception;
  int rooms = 0;
  EXPECT_FALSE(reception.Push(std::string(2 << 20, 'x'), [&] { ++rooms; }));
  reception.Cancel();
  EXPECT_EQ(rooms, 1);
}

TEST(Reception, CancelEndsAWaitWithoutTheSender) {
  Reception reception;
  std::thread canceller([&] { reception.Cancel(); });
  EXPECT_THROW(reception.AwaitHead(), Failure);
  canceller.join();
  std::string bytes;
  EXPECT_THROW(reception.Next(bytes), Failure);
}

}  // namespace
}  // namespace letterbox
