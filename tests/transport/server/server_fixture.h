// What the tests of transport against the embedded Exchange share.
#ifndef LETTERBOX_TESTS_TRANSPORT_SERVER_SERVER_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_SERVER_SERVER_FIXTURE_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "letterbox/fixtures/embedded_exchange.h"
#include "letterbox/transport/email.h"

namespace letterbox {

inline constexpr char kAlice[] = "alice@contoso.test";
inline constexpr char kBob[] = "bob@contoso.test";
inline constexpr char kCarol[] = "carol@contoso.test";

inline EmbeddedExchange::Options ThreeUsers() {
  EmbeddedExchange::Options options;
  options.users = {kAlice, kBob, kCarol};
  return options;
}

inline std::string MailAbout(const std::string& subject) {
  return "Subject: " + subject + "\r\n\r\nText\r\n";
}

inline std::vector<std::string> SubjectsOf(const std::vector<Email>& emails) {
  std::vector<std::string> subjects;
  for (const Email& email : emails) subjects.push_back(email.subject());
  return subjects;
}

/// How many requests for a token were answered.
inline std::size_t TokenRequests(const EmbeddedExchange& exchange) {
  const std::vector<EmbeddedExchange::Request> requests = exchange.requests();
  return static_cast<std::size_t>(
      std::count_if(requests.begin(), requests.end(),
                    [](const EmbeddedExchange::Request& request) {
                      return request.operation == "client_credentials";
                    }));
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_TRANSPORT_SERVER_SERVER_FIXTURE_H_
