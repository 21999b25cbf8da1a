// What came into some folders of a mailbox.
#ifndef LETTERBOX_EWS_EWS_ARRIVALS_H_
#define LETTERBOX_EWS_EWS_ARRIVALS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ews/folder_feed.h"
#include "ews/session.h"
#include "letterbox/transport/mailbox.h"

namespace letterbox::ews {

/// The feeds of the folders as one row of mails, in the order in which they
/// were seen. Keeps the session, since it may outlive the mailbox.
class EwsArrivals : public Arrivals {
 public:
  /// Takes the baseline, as Mailbox::Watch.
  EwsArrivals(std::shared_ptr<Session> session,
              const std::vector<Folder>& folders, Clock::Deadline deadline);

  Reading Read(std::size_t from, Clock::Deadline deadline,
               std::optional<std::uint64_t> heard) override;
  bool Wait(std::uint64_t bell, Clock::Deadline deadline) override;
  std::chrono::milliseconds throttled() const override;

 private:
  // A place in the log of a folder, from a baseline on.
  class Place {
   public:
    Place(FolderFeed& of, Clock::Deadline deadline);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    FolderFeed& feed;
    const FolderFeed::Baseline baseline;
    std::size_t read = 0;
  };
  // What a place gave from a position on.
  struct Fresh {
    Place& place;
    std::size_t from;
    Reading reading;
  };

  std::size_t ReadSoFar(const Place& place) const;
  void Append(std::vector<Fresh> all_fresh);
  bool IsMoved(const Place& place, const Email& email);

  const std::shared_ptr<Session> session_;
  std::vector<std::unique_ptr<Place>> places_;
  mutable std::mutex mutex_;
  std::vector<Email> emails_;
  /// The folder where each mail was first seen, by Message-ID and time of
  /// receipt: both stay the same in a move, all else changes.
  std::map<std::pair<std::string, std::chrono::system_clock::time_point>,
           Folder>
      first_folder_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_EWS_ARRIVALS_H_
