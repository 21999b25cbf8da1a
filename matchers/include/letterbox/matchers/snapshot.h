// A matcher of a whole mail, against a file that people have read once.
//
//   matcher                inner type  the mail matches if
//   MatchesSnapshot(file)  -           the file shows it: sender, recipients,
//                                      subject, visible text in lines, links,
//                                      images, attachments; dates, numbers,
//                                      codes and tokens of links masked
//
//   EXPECT_THAT(mail, MatchesSnapshot(FOLDER "/order.snapshot"));
//   EXPECT_THAT(mail, MatchesSnapshot(FOLDER "/order.snapshot", {"Ann Lee"}));
//
// With LETTERBOX_UPDATE_SNAPSHOTS=1 in the environment a file that is missing
// or differs is written, and the mail matches; look at the change before you
// commit it. Never where CI or TF_BUILD is set: there a snapshot is only
// compared. So use it on a mail that was received, not to wait for one.
#ifndef LETTERBOX_MATCHERS_SNAPSHOT_H_
#define LETTERBOX_MATCHERS_SNAPSHOT_H_

#include <string>
#include <vector>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

/// Masked, too, is each of `masked`: what is another in each run. A relative
/// `file` is one of the working directory.
EmailMatcher MatchesSnapshot(const std::string& file,
                             const std::vector<std::string>& masked = {});

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_SNAPSHOT_H_
