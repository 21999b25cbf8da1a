#include "letterbox/matchers/parts.h"

#include <algorithm>
#include <iterator>

#include "explain.h"
#include "probe.h"

namespace letterbox {
namespace {

using internal::Probe;
using Parts = std::vector<const EmailMatcher*>;

// What stands in the way, and all that was asked.
struct Anatomy {
  bool matches = false;
  bool is_blocked = false;
  std::vector<Probe::Asked> asked;  ///< each part once
  Parts mismatches;
};

bool IsIn(const Parts& parts, const EmailMatcher* part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

// Returns whether one of them was not known before.
bool Remember(const std::vector<Probe::Asked>& asked, Anatomy& anatomy) {
  bool is_new = false;
  for (const Probe::Asked& answer : asked) {
    const bool known = std::any_of(
        anatomy.asked.begin(), anatomy.asked.end(),
        [&](const Probe::Asked& other) { return other.part == answer.part; });
    if (known) continue;
    anatomy.asked.push_back(answer);
    is_new = true;
  }
  return is_new;
}

// The part that was asked last decided: with the opposite answer the next ones
// are asked, or the whole matches. Where neither happens, what comes next is no
// part; then a part that matches was not to blame.
Anatomy Dissect(const EmailMatcher& matcher, const Email& mail) {
  constexpr std::size_t kMostParts = 64;
  Anatomy anatomy;
  for (std::size_t round = 0; round < kMostParts; ++round) {
    const Probe probe(anatomy.mismatches);
    const bool matches = matcher.Matches(mail);
    if (round == 0) anatomy.matches = matches;
    const bool goes_on = Remember(probe.asked(), anatomy);
    if (matches) return anatomy;
    if (!goes_on) {
      if (round > 0 && anatomy.asked.back().matches) {
        anatomy.mismatches.pop_back();
      }
      break;
    }
    anatomy.mismatches.push_back(anatomy.asked.back().part);
  }
  anatomy.is_blocked = true;
  return anatomy;
}

}  // namespace

Nearness Compare(const EmailMatcher& matcher, const Email& mail) {
  const Anatomy anatomy = Dissect(matcher, mail);
  return {anatomy.matches, anatomy.asked.size(), anatomy.mismatches.size(),
          anatomy.is_blocked};
}

std::vector<PartMismatch> Mismatches(const EmailMatcher& matcher,
                                     const Email& mail) {
  const Anatomy anatomy = Dissect(matcher, mail);
  std::vector<PartMismatch> mismatches;
  for (const Probe::Asked& answer : anatomy.asked) {
    if (!IsIn(anatomy.mismatches, answer.part)) continue;
    bool matches = false;
    std::string found = internal::Explanation(*answer.part, mail, &matches);
    // A part that matches and should not stands in a Not.
    mismatches.push_back({internal::Description(*answer.part, answer.matches),
                          std::move(found)});
  }
  return mismatches;
}

}  // namespace letterbox
