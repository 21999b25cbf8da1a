// What a snapshot shows of a mail, and how two of them differ.
#ifndef LETTERBOX_MATCHERS_SNAPSHOT_TEXT_H_
#define LETTERBOX_MATCHERS_SNAPSHOT_TEXT_H_

#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox::internal {

/// In lines, what changes from run to run as <code>, <date>, <time>, <id>,
/// <token>, and each of `masked` as <masked>.
std::string SnapshotOf(const Email& mail,
                       const std::vector<std::string>& masked);

/// The lines that differ, with one around them: "- " before those of `wanted`,
/// "+ " before those of `found`. At most 40 lines; each safe to print.
std::string LineDifference(const std::string& wanted, const std::string& found);

}  // namespace letterbox::internal

#endif  // LETTERBOX_MATCHERS_SNAPSHOT_TEXT_H_
