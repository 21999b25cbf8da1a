#include "letterbox/transport/lease.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "ascii.h"
#include "auth/private_folder.h"
#include "crypto/crypto.h"
#include "exit_hook.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/printable.h"
#include "letterbox/transport/tag.h"
#include "signals.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr char kResource[] = "X-Letterbox-Lease";
constexpr char kOwner[] = "X-Letterbox-Lease-Owner";
constexpr char kHome[] = "X-Letterbox-Lease-Home";
constexpr char kLifetime[] = "X-Letterbox-Lease-Seconds";
constexpr char kHolder[] = "X-Letterbox-Lease-Holder";

std::string FirstLine(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// Stands for a folder of this machine, and for no other that is alive. A
// folder may be copied to other machines, so its content does not tell.
std::string HomeOf(const std::string& folder) {
  if (folder.empty()) return "";
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  struct stat status {};
  stat(folder.c_str(), &status);
  return EncodeBase64Url(Sha256(FirstLine("/proc/sys/kernel/random/boot_id") +
                                " " + host.data() + " " + folder + " " +
                                std::to_string(status.st_dev) + " " +
                                std::to_string(status.st_ino)));
}

std::string HeaderOf(const Email& email, const char* name) {
  for (const Header& header : email.headers()) {
    if (EqualsIgnoringCase(header.name, name)) return header.value;
  }
  return "";
}

seconds LifetimeOf(const Email& claim) {
  constexpr int kLongest = 24 * 3600;
  const std::string text = HeaderOf(claim, kLifetime);
  int count = 0;
  for (const char c : text) {
    if (!IsDigit(c) || count > kLongest) return seconds(kLongest);
    count = 10 * count + (c - '0');
  }
  return seconds(count);
}

// The same for all claims to a resource, so that they are found by it.
std::string SubjectOf(const LeaseTerms& terms) {
  return "Letterbox: a test uses " + terms.resource;
}

// A draft that says who uses the resource. Who finds no other than the own one
// has it: of two who claim at the same time, the later one to look sees both.
// Ages are told by the server's clock alone.
class Claim {
 public:
  explicit Claim(const LeaseTerms& terms)
      : terms_(terms),
        owner_(EncodeBase64Url(RandomBytes(12))),
        home_(HomeOf(terms.folder)),
        draft_(Save()) {}

  // Who else has it; nothing where nobody does. `alone_here`: no other process
  // of this home uses it.
  std::optional<std::string> FindOther(bool alone_here) {
    Query query;
    query.folder = Folder::kDrafts;
    query.subject = SubjectOf(terms_);
    std::optional<std::string> other;
    for (const Email& email : terms_.mailbox->Find(query)) {
      if (!EqualsIgnoringCase(HeaderOf(email, kResource), terms_.resource) ||
          HeaderOf(email, kOwner) == owner_) {
        continue;
      }
      const bool is_of_a_dead_process =
          alone_here && !home_.empty() && HeaderOf(email, kHome) == home_;
      if (is_of_a_dead_process || HasExpired(email)) {
        Discard(email);
      } else {
        other = HeaderOf(email, kHolder);
      }
    }
    return other;
  }

  void Renew() {
    const Email before = std::exchange(draft_, Save());
    Discard(before);
  }

  void Withdraw() { Discard(draft_); }

 private:
  Email Save() const {
    Draft draft;
    draft.subject = SubjectOf(terms_);
    draft.text = "A test of " + terms_.holder +
                 " uses this mailbox for now. This draft goes away by itself.";
    draft.headers = {{kTagHeader, NewTag(terms_.resource)},
                     {kResource, terms_.resource},
                     {kOwner, owner_},
                     {kHome, home_.empty() ? "none" : home_},
                     {kLifetime, std::to_string(terms_.lifetime.count())},
                     {kHolder, terms_.holder}};
    return terms_.mailbox->SaveDraft(draft);
  }

  bool HasExpired(const Email& other) const {
    const auto ours = draft_.item().received;
    const auto theirs = other.item().received;
    return ours && theirs && *ours - *theirs > LifetimeOf(other);
  }

  // Another may have done so before.
  void Discard(const Email& email) const {
    try {
      terms_.mailbox->Delete(email, Deletion::kHard);
    } catch (const ServerError& error) {
      if (error.response_code() != "ErrorItemNotFound") throw;
    }
  }

  const LeaseTerms terms_;
  const std::string owner_;
  const std::string home_;
  Email draft_;
};

// A claim that is renewed until it is destroyed.
class KeptClaim {
 public:
  KeptClaim(std::unique_ptr<Claim> claim, seconds lifetime)
      : claim_(std::move(claim)) {
    const SignalsBlocked blocked;
    keeper_ = std::thread([this, lifetime] { Keep(lifetime); });
    exit_hook_.emplace([this] { Stop(); });
  }
  ~KeptClaim() {
    exit_hook_.reset();
    Stop();
    try {
      claim_->Withdraw();
    } catch (const std::exception&) {
      // It expires.
    }
  }
  KeptClaim(const KeptClaim&) = delete;
  KeptClaim& operator=(const KeptClaim&) = delete;

 private:
  void Stop() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    if (keeper_.joinable()) keeper_.join();
  }

  void Keep(seconds lifetime) {
    const milliseconds pause = milliseconds(lifetime) / 3;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!changed_.wait_for(lock, pause, [this] { return over_; })) {
      lock.unlock();
      try {
        claim_->Renew();
      } catch (const std::exception&) {
        // There is time for another try.
      }
      lock.lock();
    }
  }

  const std::unique_ptr<Claim> claim_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::thread keeper_;
  std::optional<ExitHook> exit_hook_;
};

// The claim is withdrawn before the lock is given back.
class HeldLease : public Lease {
 public:
  HeldLease(std::unique_ptr<PrivateFolder::Lock> lock,
            std::unique_ptr<KeptClaim> claim)
      : lock_(std::move(lock)), claim_(std::move(claim)) {}

 private:
  const std::unique_ptr<PrivateFolder::Lock> lock_;
  const std::unique_ptr<KeptClaim> claim_;
};

std::string LockName(const std::string& resource) {
  return "lease-" + EncodeBase64Url(Sha256(ToLower(resource))).substr(0, 20) +
         ".lock";
}

}  // namespace

LeaseAnswer TryLease(const LeaseTerms& terms) {
  std::unique_ptr<PrivateFolder::Lock> lock;
  if (!terms.folder.empty()) {
    lock = PrivateFolder(terms.folder, terms.resource)
               .TryAcquire(LockName(terms.resource));
    if (!lock) return {nullptr, "another process of this machine", false};
  }
  std::unique_ptr<KeptClaim> kept;
  if (terms.mailbox) {
    auto claim = std::make_unique<Claim>(terms);
    if (const auto other = claim->FindOther(lock != nullptr)) {
      claim->Withdraw();
      return {nullptr, Printable(*other), true};
    }
    kept = std::make_unique<KeptClaim>(std::move(claim), terms.lifetime);
  }
  return {std::make_unique<HeldLease>(std::move(lock), std::move(kept)), "",
          terms.mailbox != nullptr};
}

}  // namespace letterbox
