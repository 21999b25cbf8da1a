// How a mail came, and what it reports, from its headers alone.
#ifndef LETTERBOX_TRANSPORT_DELIVERY_H_
#define LETTERBOX_TRANSPORT_DELIVERY_H_

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/email.h"

namespace letterbox {

/// One server that took the mail on: one Received field.
/// https://www.rfc-editor.org/rfc/rfc5321#section-4.4
struct Hop {
  std::string from;  ///< the host that handed it over; may be empty
  std::string by;    ///< the host that took it; may be empty
  std::string with;  ///< the protocol, as written: "ESMTPS", "mapi"
  /// The version of TLS as written: "TLS1_2", "TLSv1.3"; "TLS" where only the
  /// protocol says so; empty where there was none.
  std::string tls;
  bool from_loopback = false;  ///< it came from the same machine
  std::optional<std::chrono::system_clock::time_point> time;
  /// Since the hop before; of the first hop, since the Date of the mail. By the
  /// clocks of two machines, so it may be negative.
  std::optional<std::chrono::milliseconds> delay;
};

/// What one check of the sender said.
/// https://www.rfc-editor.org/rfc/rfc8601#section-2.2
struct Verdict {
  std::string
      method;  ///< lower case: "spf", "dkim", "dmarc", "compauth", "arc"
  std::string result;  ///< lower case: "pass", "fail", "softfail", "none"
  std::string reason;  ///< Exchange's number for compauth: "100"
  std::string domain;  ///< the one that was checked; may be empty
};

/// What became of one recipient of another mail.
/// https://www.rfc-editor.org/rfc/rfc3464#section-2.3
struct RecipientReport {
  EmailAddress recipient;
  std::string action;      ///< lower case: "failed", "delayed", "delivered"
  std::string status;      ///< "5.1.10"
  std::string diagnostic;  ///< the other server's own words
};

/// Decoded once for a mail, by Email::delivery().
struct Delivery {
  std::vector<Hop> hops;  ///< in the order of the way
  /// From the Date of the mail, else from the first hop, to the last one.
  std::optional<std::chrono::milliseconds> total;
  /// Of Authentication-Results, as the last server wrote them; what servers
  /// before it wrote does not count, since a sender could forge it.
  std::vector<Verdict> verdicts;
  /// Of the last ARC-Authentication-Results: what a server before this one saw.
  /// https://www.rfc-editor.org/rfc/rfc8617
  std::vector<Verdict> arc;
  /// The cv= of the newest ARC-Seal: whether the seals before it were whole
  /// when it was set, "pass", "fail" or, of the first, "none"; empty without a
  /// seal. Lower case.
  std::string arc_chain;
  /// Exchange's spam confidence level, -1 (trusted) to 9.
  std::optional<int> spam_confidence;
  /// Of a delivery report.
  std::vector<RecipientReport> reports;
  bool is_out_of_office = false;
  bool is_read_receipt = false;
  /// Sent by a program without a person: of the above, too.
  /// https://www.rfc-editor.org/rfc/rfc3834
  bool is_auto_submitted = false;

  /// The hop with the longest delay; null where no hop has any.
  const Hop* slowest() const;
};

// Each prints one short line without control characters.
std::ostream& operator<<(std::ostream& out, const Hop& hop);
std::ostream& operator<<(std::ostream& out, const Verdict& verdict);
std::ostream& operator<<(std::ostream& out, const RecipientReport& report);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_DELIVERY_H_
