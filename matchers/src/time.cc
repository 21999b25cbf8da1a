#include "letterbox/matchers/time.h"

#include <functional>
#include <ostream>
#include <string>
#include <utility>

#include "explain.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

// Decided by how much later than `of` a time is.
class TimeIs
    : public testing::MatcherInterface<const system_clock::time_point&> {
 public:
  using Test = std::function<bool(system_clock::duration)>;

  // `yes`: "is after"; `no`: "is not after"
  TimeIs(system_clock::time_point of, std::string yes, std::string no,
         Test test)
      : of_(of),
        yes_(std::move(yes)),
        no_(std::move(no)),
        test_(std::move(test)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << yes_ << " " << ShowTime(of_);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << no_ << " " << ShowTime(of_);
  }
  bool MatchAndExplain(const system_clock::time_point& time,
                       testing::MatchResultListener* listener) const override {
    const system_clock::duration later = time - of_;
    if (internal::IsInterested(listener)) {
      const auto distance =
          std::chrono::duration_cast<milliseconds>(std::chrono::abs(later));
      *listener << ShowDuration(distance)
                << (later.count() < 0 ? " before that" : " after that");
    }
    return test_(later);
  }

 private:
  system_clock::time_point of_;
  std::string yes_;
  std::string no_;
  Test test_;
};

TimeMatcher Make(system_clock::time_point of, const std::string& relation,
                 TimeIs::Test test) {
  return testing::MakeMatcher(
      new TimeIs(of, "is " + relation, "is not " + relation, std::move(test)));
}

}  // namespace

TimeMatcher IsSince(system_clock::time_point time) {
  return Make(std::chrono::floor<std::chrono::seconds>(time), "at or after",
              [](system_clock::duration later) {
                return later >= system_clock::duration::zero();
              });
}

TimeMatcher IsAfter(system_clock::time_point time) {
  return Make(time, "after", [](system_clock::duration later) {
    return later > system_clock::duration::zero();
  });
}

TimeMatcher IsBefore(system_clock::time_point time) {
  return Make(time, "before", [](system_clock::duration later) {
    return later < system_clock::duration::zero();
  });
}

TimeMatcher IsWithin(milliseconds distance, system_clock::time_point of) {
  return Make(of, "within " + ShowDuration(distance) + " of",
              [distance](system_clock::duration later) {
                return std::chrono::abs(later) <= distance;
              });
}

}  // namespace letterbox
