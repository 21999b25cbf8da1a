#include "autodiscover/srv_host.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

#include "signals.h"

namespace letterbox::autodiscover {
namespace {

constexpr int kHttpsPort = 443;

}  // namespace

struct SrvHost::Lookup {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<std::vector<SrvRecord>> records;
};

SrvHost::SrvHost(SrvLookup look_up, const std::string& domain)
    : lookup_(std::make_shared<Lookup>()) {
  const SignalsBlocked blocked;
  std::thread([lookup = lookup_, look_up = std::move(look_up),
               name = "_autodiscover._tcp." + domain] {
    std::vector<SrvRecord> records = look_up(name);
    const std::lock_guard lock(lookup->mutex);
    lookup->records = std::move(records);
    lookup->changed.notify_all();
  }).detach();
}

SrvHost::Result SrvHost::Await(
    std::chrono::steady_clock::time_point deadline) const {
  std::unique_lock lock(lookup_->mutex);
  if (!lookup_->changed.wait_until(
          lock, deadline, [&] { return lookup_->records.has_value(); }))
    return {"", "the name service did not answer in time"};
  std::vector<SrvRecord> records = *lookup_->records;
  if (records.empty()) return {"", "there is none"};
  records.erase(std::remove_if(records.begin(), records.end(),
                               [](const SrvRecord& record) {
                                 return record.port != kHttpsPort;
                               }),
                records.end());
  if (records.empty()) return {"", "it names no port 443"};
  const auto best =
      std::min_element(records.begin(), records.end(),
                       [](const SrvRecord& a, const SrvRecord& b) {
                         return std::make_tuple(a.priority, -a.weight, a.host) <
                                std::make_tuple(b.priority, -b.weight, b.host);
                       });
  return {best->host, ""};
}

}  // namespace letterbox::autodiscover
