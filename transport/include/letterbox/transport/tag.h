// What marks mail as belonging to one test of one run, so that tests can share
// a mailbox.
#ifndef LETTERBOX_TRANSPORT_TAG_H_
#define LETTERBOX_TRANSPORT_TAG_H_

#include <string>
#include <string_view>
#include <vector>

#include "letterbox/transport/clock.h"
#include "letterbox/transport/email.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox {

/// The header field that carries the tag in mail that a fixture sends.
inline constexpr char kTagHeader[] = "X-Letterbox-Tag";

/// A tag that no other process has: "lb-", six characters that stand for the
/// run, and ten of chance. What belongs to a part of the process has more
/// behind it: a letter and a number for each level.
std::string NewTag(const std::string& run);

/// "qa+TAG@contoso.com"; where the address has a tag already, "qa+old-TAG@…".
std::string TaggedAddress(const std::string& address, const std::string& tag);

/// Whether `tag` stands in `text`, or that of a part of it.
bool NamesTag(std::string_view text, std::string_view tag);

/// What one test has of a mailbox that others use at the same time.
struct Share {
  std::string address;  ///< that its product is to write to
  std::string tag;      ///< may be in mail to other addresses too
  /// All addresses of the mailbox that are known, without tags.
  std::vector<std::string> mailbox;
  /// Whether nobody else uses `address` meanwhile.
  bool owns_address = false;
};

/// Whether a mail in that mailbox is for that test: it names the tag, or went
/// to the address. What shows no address of the mailbox at all (a blind copy,
/// mail by way of a list) may be for anybody, so for this one too.
bool IsFor(const Email& email, const Share& share);

/// Whether a mail is beyond doubt that test's: its header carries the tag, or
/// it went to an address with the tag or, where the share has an address of its
/// own, to that one.
bool IsOwn(const Email& email, const Share& share);

/// Whether some run of Letterbox made a mail in the mailbox of that address: it
/// carries a tag in its header, or went to a tagged address of the mailbox.
bool IsMadeByRun(const Email& email, const std::string& mailbox);

/// What comes of a mail to a tagged address.
enum class PlusAddressing {
  kWorks,    ///< it arrived
  kBounces,  ///< it came back
  kSilent,   ///< neither happened in time
};

/// Sends a mail from `mailbox` to a tagged address of its own, waits for what
/// comes of it until `deadline`, and deletes what it made. Throws what Mailbox
/// throws.
PlusAddressing ProbePlusAddressing(Mailbox& mailbox, Clock::Deadline deadline,
                                   Clock& clock = SystemClock());

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_TAG_H_
