// How a matcher is taken apart with GoogleMock's public interface alone: while
// a probe runs, each matcher of mail notes that it was asked, and answers the
// opposite where the probe wants that.
#ifndef LETTERBOX_MATCHERS_PROBE_H_
#define LETTERBOX_MATCHERS_PROBE_H_

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include "letterbox/matchers/matcher.h"

namespace letterbox::internal {

/// One question to a whole matcher, on this thread.
class Probe {
 public:
  struct Asked {
    const EmailMatcher* part;
    bool matches;  ///< its own answer
  };

  /// `flipped` must outlive it.
  explicit Probe(const std::vector<const EmailMatcher*>& flipped)
      : flipped_(flipped), outer_(std::exchange(current_, this)) {}
  ~Probe() { current_ = outer_; }
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;

  const std::vector<Asked>& asked() const { return asked_; }

  static Probe* current() { return current_; }

  bool Ask(const EmailMatcher& part, const Email& mail) {
    // A part's own parts, such as those of an attached mail, are its business.
    const Suspension suspended(this);
    const bool matches = part.Matches(mail);
    asked_.push_back({&part, matches});
    const bool flip =
        std::find(flipped_.begin(), flipped_.end(), &part) != flipped_.end();
    return matches != flip;
  }

 private:
  struct Suspension {
    explicit Suspension(Probe* probe) : suspended(probe) { current_ = nullptr; }
    ~Suspension() { current_ = suspended; }
    Probe* const suspended;
  };

  static inline thread_local Probe* current_ = nullptr;
  const std::vector<const EmailMatcher*>& flipped_;
  Probe* const outer_;
  std::vector<Asked> asked_;
};

/// A matcher of mail that a probe sees.
class ProbedMatcher : public testing::MatcherInterface<const Email&> {
 public:
  explicit ProbedMatcher(EmailMatcher matcher) : matcher_(std::move(matcher)) {}

  void DescribeTo(std::ostream* out) const override {
    matcher_.DescribeTo(out);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    matcher_.DescribeNegationTo(out);
  }
  bool MatchAndExplain(const Email& mail,
                       testing::MatchResultListener* listener) const override {
    Probe* const probe = Probe::current();
    return probe == nullptr ? matcher_.MatchAndExplain(mail, listener)
                            : probe->Ask(matcher_, mail);
  }

 private:
  const EmailMatcher matcher_;
};

/// The matcher that `implementation` is; takes it over. Those of mail are seen
/// by probes.
template <typename T>
testing::Matcher<const T&> NewMatcher(
    testing::MatcherInterface<const T&>* implementation) {
  testing::Matcher<const T&> matcher = testing::MakeMatcher(implementation);
  if constexpr (std::is_same_v<T, Email>) {
    return testing::MakeMatcher<const Email&>(
        new ProbedMatcher(std::move(matcher)));
  } else {
    return matcher;
  }
}

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_PROBE_H_
