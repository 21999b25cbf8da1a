// Takes a matcher of mail apart, to say how near a mail came to it.
#ifndef LETTERBOX_MATCHERS_PARTS_H_
#define LETTERBOX_MATCHERS_PARTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

/// A matcher of Letterbox inside a larger one (AllOf, AnyOf, Not) that is the
/// reason why a mail does not match.
struct PartMismatch {
  std::string wanted;  ///< "whose subject is equal to \"Welcome\""
  std::string found;   ///< "whose subject is \"Welcome back\""
};

/// How near a mail came.
struct Nearness {
  bool matches = false;
  /// The parts that were asked. What is no matcher of Letterbox's is none.
  std::size_t parts = 0;
  /// The parts that stand in the way: the mail would match without them.
  std::size_t mismatches = 0;
  /// Whether something that is no part stands in the way too: then how many
  /// more there are is unknown.
  bool is_blocked = false;
};

/// GoogleMock's AllOf ends at the first part that fails. This asks all parts,
/// each once, and so calls `matcher` once more for each that fails.
Nearness Compare(const EmailMatcher& matcher, const Email& mail);

/// The parts that stand in the way, in their order, in GoogleMock's words.
std::vector<PartMismatch> Mismatches(const EmailMatcher& matcher,
                                     const Email& mail);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_PARTS_H_
