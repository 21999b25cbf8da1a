#include "letterbox/transport/trace.h"

#include <deque>
#include <mutex>
#include <utility>

#include "trace_log.h"

namespace letterbox {
namespace {

constexpr std::size_t kMostRequests = 2000;

struct Log {
  std::mutex mutex;
  std::uint64_t last = 0;
  std::deque<TracedRequest> requests;
};

// Lives for ever: threads may still send when the process ends.
Log& TheLog() {
  static Log* const log = new Log;
  return *log;
}

}  // namespace

void AddToTrace(TracedRequest request) {
  Log& log = TheLog();
  const std::lock_guard<std::mutex> lock(log.mutex);
  request.number = ++log.last;
  log.requests.push_back(std::move(request));
  if (log.requests.size() > kMostRequests) log.requests.pop_front();
}

std::vector<TracedRequest> TraceAfter(std::uint64_t number) {
  Log& log = TheLog();
  const std::lock_guard<std::mutex> lock(log.mutex);
  std::vector<TracedRequest> requests;
  for (const TracedRequest& request : log.requests) {
    if (request.number > number) requests.push_back(request);
  }
  return requests;
}

}  // namespace letterbox
