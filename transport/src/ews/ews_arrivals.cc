#include "ews/ews_arrivals.h"

#include <algorithm>
#include <iterator>

#include "ews/fetch.h"

namespace letterbox::ews {

EwsArrivals::Place::Place(FolderFeed& of, Clock::Deadline deadline)
    : feed(of), baseline(feed.Join(deadline)) {}

EwsArrivals::Place::~Place() { feed.Leave(); }

EwsArrivals::EwsArrivals(std::shared_ptr<Session> session,
                         const std::vector<Folder>& folders,
                         Clock::Deadline deadline)
    : session_(std::move(session)) {
  if (folders.empty()) {
    throw Error("No folder of " + session_->client().site().mailbox +
                " is named that is to be watched. Name one at least.");
  }
  // The bell first: what comes while the baseline is taken rings, or is in it.
  session_->doorbell().Include(folders);
  for (const Folder folder : folders) {
    FolderFeed& feed = session_->feed(folder);
    const bool is_known =
        std::any_of(places_.begin(), places_.end(),
                    [&](const auto& place) { return &place->feed == &feed; });
    if (!is_known) places_.push_back(std::make_unique<Place>(feed, deadline));
  }
}

Arrivals::Reading EwsArrivals::Read(std::size_t from, Clock::Deadline deadline,
                                    std::optional<std::uint64_t> heard) {
  std::vector<Fresh> all_fresh;
  Reading result;
  result.bell = UINT64_MAX;
  for (const auto& place : places_) {
    Fresh fresh{*place, ReadSoFar(*place), {}};
    fresh.reading =
        place->feed.Read(place->baseline, fresh.from, deadline, heard);
    result.bell = std::min(result.bell, fresh.reading.bell);
    result.gone += fresh.reading.gone;
    result.exact = result.exact && fresh.reading.exact;
    if (result.unread.empty()) result.unread = fresh.reading.unread;
    all_fresh.push_back(std::move(fresh));
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  Append(std::move(all_fresh));
  result.end = emails_.size();
  const std::size_t begin = std::min(from, emails_.size());
  result.emails.assign(emails_.begin() + static_cast<std::ptrdiff_t>(begin),
                       emails_.end());
  return result;
}

bool EwsArrivals::Wait(std::uint64_t bell, Clock::Deadline deadline) {
  return session_->doorbell().Wait(bell, deadline);
}

std::chrono::milliseconds EwsArrivals::throttled() const {
  return session_->client().pacer().throttled();
}

std::size_t EwsArrivals::ReadSoFar(const Place& place) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return place.read;
}

// Called under the lock. Another thread may have appended some of it meanwhile.
void EwsArrivals::Append(std::vector<Fresh> all_fresh) {
  std::vector<Email> emails;
  for (Fresh& fresh : all_fresh) {
    Place& place = fresh.place;
    for (std::size_t at = place.read; at < fresh.reading.end; ++at) {
      Email& email = fresh.reading.emails[at - fresh.from];
      if (!IsMoved(place, email)) emails.push_back(std::move(email));
    }
    place.read = std::max(place.read, fresh.reading.end);
  }
  SortByReceived(emails);
  std::move(emails.begin(), emails.end(), std::back_inserter(emails_));
}

// Called under the lock. What was sent or drafted here lies in its folder by
// its own right, though it may also have come.
bool EwsArrivals::IsMoved(const Place& place, const Email& email) {
  const Folder folder = place.feed.folder();
  const std::string& id = email.message_id();
  if (places_.size() == 1 || folder == Folder::kSentItems ||
      folder == Folder::kDrafts || id.empty() || !email.item().received) {
    return false;
  }
  const auto [first, is_new] =
      first_folder_.insert({{id, *email.item().received}, folder});
  return !is_new && first->second != folder;
}

}  // namespace letterbox::ews
