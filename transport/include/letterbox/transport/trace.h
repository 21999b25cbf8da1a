// What went over the wire, in numbers and names: nothing of it is a secret.
#ifndef LETTERBOX_TRANSPORT_TRACE_H_
#define LETTERBOX_TRANSPORT_TRACE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace letterbox {

/// A request to a mail server or to an authority, and its answer.
struct TracedRequest {
  std::uint64_t number = 0;  ///< of the requests of this process, from 1
  std::chrono::system_clock::time_point begun;
  std::chrono::milliseconds took{};
  std::string connection;
  std::string method;     ///< "POST"
  std::string url;        ///< without user, query and fragment
  std::string operation;  ///< "FindItem"; empty where it is no EWS request
  std::string id;         ///< its client-request-id, which Exchange logs
  std::size_t sent = 0;   ///< bytes of the body
  std::size_t received = 0;
  int status = 0;      ///< of HTTP; 0 where no answer came
  std::string result;  ///< the response code, or the error of an authority;
                       ///< where no answer came, the kind of failure
};

/// The requests of this process, oldest first, after the one with that number.
/// The newest 2,000 are kept.
std::vector<TracedRequest> TraceAfter(std::uint64_t number);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_TRACE_H_
