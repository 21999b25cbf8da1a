// Matchers of points in time.
//
//   matcher                   inner type  the time matches if
//   IsSince(time)             -           it is not before the second of that
//                                         time
//   IsAfter(time)             -           it is later
//   IsBefore(time)            -           it is earlier
//   IsWithin(distance, time)  -           it is that near, before or after
//
//   const auto start = std::chrono::system_clock::now();
//   shop.PlaceOrder("A-1042", customer.address());
//   Email mail = customer.Receive(HasSubject("Your order A-1042"));
//   EXPECT_THAT(mail, WasSent(IsSince(start)));
//   EXPECT_THAT(mail, WasReceived(IsWithin(5min, start)));
//
// The times of a mail are by the clocks of the servers that it passed, and
// count whole seconds: IsSince allows for that.
#ifndef LETTERBOX_MATCHERS_TIME_H_
#define LETTERBOX_MATCHERS_TIME_H_

#include <chrono>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

TimeMatcher IsSince(std::chrono::system_clock::time_point time);

TimeMatcher IsAfter(std::chrono::system_clock::time_point time);

TimeMatcher IsBefore(std::chrono::system_clock::time_point time);

TimeMatcher IsWithin(std::chrono::milliseconds distance,
                     std::chrono::system_clock::time_point of);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_TIME_H_
