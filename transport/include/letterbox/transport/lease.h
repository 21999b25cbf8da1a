// What one test at a time may use: a mailbox, or one of its addresses.
#ifndef LETTERBOX_TRANSPORT_LEASE_H_
#define LETTERBOX_TRANSPORT_LEASE_H_

#include <chrono>
#include <memory>
#include <string>

#include "letterbox/transport/clock.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox {

/// Held until it is destroyed, which takes one request and throws nothing.
class Lease {
 public:
  virtual ~Lease() = default;
};

/// What is to be leased, and who must agree.
struct LeaseTerms {
  /// The same for all who share it: an address.
  std::string resource;
  /// A folder of this user's that the processes of this machine share, such as
  /// the token store; a lock in it ends with its process. Empty: they are not
  /// asked.
  std::string folder;
  /// Where other machines look: a draft in this mailbox says that it is taken.
  /// Null: they are not asked.
  std::shared_ptr<Mailbox> mailbox;
  /// Who crashed keeps other machines out for so long. Whoever lives renews
  /// what lies in the mailbox three times as often.
  std::chrono::seconds lifetime{120};
  /// Who has it, for the others to read: "Orders.ReachTheCustomer".
  std::string holder;
};

/// What came of asking for a lease.
struct LeaseAnswer {
  std::unique_ptr<Lease> lease;  ///< null where somebody else has it
  std::string holder;            ///< who, as far as is known
  /// Whether the server was asked: then do not ask again at once.
  bool asked_server = false;
};

/// Takes the lease where it is free, or where who had it has crashed; waits
/// for nobody. Two who ask at the same time may both be refused: ask again
/// after a time of chance. Throws an Error where the folder cannot be used or
/// the server refuses.
LeaseAnswer TryLease(const LeaseTerms& terms);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_LEASE_H_
