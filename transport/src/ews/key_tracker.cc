#include "ews/key_tracker.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>

#include "ews/find_limit.h"

namespace letterbox::ews {
namespace {

using Key = FindArrivals::Key;
using Item = FindArrivals::Item;

// How many of the newest items are looked at again each time.
constexpr std::size_t kOverlap = 100;

constexpr int kPage = 250;

}  // namespace

KeyTracker::KeyTracker(EwsClient& client, Folder folder, Key key,
                       const std::vector<Item>& latest)
    : client_(client), folder_(folder), key_(key) {
  Remember(latest);
}

void KeyTracker::FindNew(std::vector<ItemId>& fresh, Clock::Deadline deadline) {
  FindArrivals request;
  request.folder = folder_;
  request.key = key_;
  request.from = floor_;
  request.page = kPage;
  while (true) {
    FindArrivals::Result page;
    try {
      page = client_.Call(request, Until(deadline));
    } catch (const ServerError& error) {
      if (!MakeSmaller(request.page, error)) throw;
      continue;
    }
    for (const Item& item : page.items) {
      if (!Take(item, fresh)) return GoOnByTime(fresh, deadline);
    }
    if (page.includes_last || page.items.empty()) break;
    const std::int64_t last = page.items.back().key.value_or(*request.from);
    // A page of nothing but equal keys is gone through by offset.
    const bool moves_on = last > *request.from;
    request.offset =
        moves_on ? 0 : request.offset + static_cast<int>(page.items.size());
    request.from = std::max(last, *request.from);
  }
  RaiseFloor();
}

// Returns false where the keys turn out to mean nothing: an item that is known
// has another one than before.
bool KeyTracker::Take(const Item& item, std::vector<ItemId>& fresh) {
  const auto known = known_.find(item.id.id);
  if (known == known_.end()) {
    known_[item.id.id] = item.key.value_or(floor_);
    fresh.push_back(item.id);
    return true;
  }
  return key_ == Key::kTime || item.key == known->second;
}

// What was taken as new until here may have been edited instead; it is better
// to see an old mail than to lose a new one.
void KeyTracker::GoOnByTime(std::vector<ItemId>& fresh,
                            Clock::Deadline deadline) {
  FindArrivals request;
  request.folder = folder_;
  request.key = Key::kTime;
  const FindArrivals::Result latest = client_.Call(request, Until(deadline));
  // The newest mail that was known says where the unknown begins.
  std::optional<std::int64_t> newest;
  for (const Item& item : latest.items) {
    if (item.key && known_.count(item.id.id) > 0) newest = item.key;
    if (newest) break;
  }
  for (const Item& item : latest.items) {
    if (!item.key) continue;
    const bool is_new = known_.count(item.id.id) == 0;
    if (is_new && (!newest || *item.key >= *newest)) fresh.push_back(item.id);
  }
  key_ = Key::kTime;
  Remember(latest.items);
}

void KeyTracker::Remember(const std::vector<Item>& latest) {
  known_.clear();
  std::optional<std::int64_t> lowest;
  for (const Item& item : latest) {
    // What has no time was never delivered, and comes in no order.
    if (!item.key) continue;
    known_[item.id.id] = *item.key;
    lowest = item.key;
  }
  if (!lowest) {
    throw Unreadable(client_.site(), FindArrivals::kTraits.name, "",
                     "no item has a time of receipt");
  }
  // Others that share the time of the last one may follow on the next page.
  if (key_ == Key::kTime && latest.front().key != lowest) {
    for (const Item& item : latest) {
      if (item.key == lowest) known_.erase(item.id.id);
    }
  }
  RaiseFloor();
}

void KeyTracker::RaiseFloor() {
  std::vector<std::int64_t> keys;
  for (const auto& [id, key] : known_) keys.push_back(key);
  const auto overlap = keys.begin() + static_cast<std::ptrdiff_t>(
                                          std::min(kOverlap, keys.size()) - 1);
  std::nth_element(keys.begin(), overlap, keys.end(), std::greater<>());
  floor_ = *overlap;
  for (auto at = known_.begin(); at != known_.end();) {
    at = at->second < floor_ ? known_.erase(at) : std::next(at);
  }
}

}  // namespace letterbox::ews
