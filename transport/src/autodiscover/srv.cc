#include "autodiscover/srv.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include <cstddef>
#include <memory>
#include <optional>

#include "ascii.h"

namespace letterbox::autodiscover {
namespace {

constexpr std::size_t kLargestAnswer = 64 * 1024;

// Priority, weight and port, two bytes each, before the host.
constexpr std::size_t kFixedPart = 6;

std::optional<SrvRecord> ReadRecord(const ns_msg& message,
                                    const ns_rr& record) {
  if (ns_rr_type(record) != ns_t_srv || ns_rr_rdlen(record) <= kFixedPart)
    return std::nullopt;
  const unsigned char* const data = ns_rr_rdata(record);
  char host[NS_MAXDNAME];
  if (dn_expand(ns_msg_base(message), ns_msg_end(message), data + kFixedPart,
                host, sizeof host) < 0)
    return std::nullopt;
  SrvRecord found;
  found.priority = static_cast<int>(ns_get16(data));
  found.weight = static_cast<int>(ns_get16(data + 2));
  found.port = static_cast<int>(ns_get16(data + 4));
  found.host = ToLower(host);
  // A lone dot says that the service is not offered.
  if (found.host.empty() || found.host == ".") return std::nullopt;
  if (found.host.back() == '.') found.host.pop_back();
  return found;
}

}  // namespace

std::vector<SrvRecord> ReadSrvAnswer(std::string_view answer) {
  std::vector<SrvRecord> records;
  ns_msg message;
  if (ns_initparse(reinterpret_cast<const unsigned char*>(answer.data()),
                   static_cast<int>(answer.size()), &message) != 0)
    return records;
  for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
    ns_rr record;
    if (ns_parserr(&message, ns_s_an, i, &record) != 0) break;
    if (auto found = ReadRecord(message, record))
      records.push_back(*std::move(found));
  }
  return records;
}

std::vector<SrvRecord> LookUpSrv(const std::string& name) {
  struct __res_state state = {};
  if (res_ninit(&state) != 0) return {};
  const std::unique_ptr<struct __res_state, decltype(&res_nclose)> closed(
      &state, &res_nclose);
  std::vector<unsigned char> answer(kLargestAnswer);
  const int size = res_nquery(&state, name.c_str(), ns_c_in, ns_t_srv,
                              answer.data(), static_cast<int>(answer.size()));
  if (size <= 0 || static_cast<std::size_t>(size) > answer.size()) return {};
  return ReadSrvAnswer(
      {reinterpret_cast<const char*>(answer.data()), std::size_t(size)});
}

}  // namespace letterbox::autodiscover
