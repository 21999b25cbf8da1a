// Uses the connection "customer" of a connection file in each way there is, and
// prints a line for each: what it was, and "ok" or why not.
//   mail_by_proxy FILE AUTODISCOVER_URL PLAIN_URL
#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include "auth/token_source.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"
#include "letterbox/transport/config.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/mailbox.h"
#include "new_transport.h"

namespace letterbox {
namespace {

void Try(const char* what, const std::function<void()>& action) {
  std::cout << what << ": ";
  try {
    action();
    std::cout << "ok" << std::endl;
  } catch (const std::exception& error) {
    std::cout << error.what() << std::endl;
  }
}

void Get(const Connection& connection, const std::string& url, bool plain) {
  const auto transport = NewAnonymousTransport(connection);
  HttpRequest request;
  request.method = "GET";
  request.url = url;
  request.may_be_plain = plain;
  const HttpResponse response = transport->Send(request);
  if (response.status >= 500)
    throw std::runtime_error("status " + std::to_string(response.status));
}

/// A mail to itself, heard of by a hanging request.
void Stream(const Connection& connection) {
  const std::shared_ptr<Mailbox> mailbox = OpenMailbox(connection);
  const auto arrivals = mailbox->Watch({Folder::kInbox});
  Draft draft;
  draft.to = {{mailbox->address(), ""}};
  draft.subject = "By proxy";
  draft.text = "Hello.";
  Arrivals::Reading reading = arrivals->Read(0);
  mailbox->Send(draft);
  const auto deadline = SystemClock().Now() + std::chrono::seconds(30);
  while (reading.emails.empty()) {
    if (!arrivals->Wait(reading.bell, deadline))
      throw std::runtime_error("nothing was heard");
    reading = arrivals->Read(0);
  }
}

void Run(const std::string& file, const std::string& autodiscover,
         const std::string& plain) {
  Connection connection = Config::Load(file).connection("customer");
  connection.token_store.clear();
  Try("token", [&] {
    const auto transport = NewAnonymousTransport(connection);
    NewTokenSource(connection, *transport, SystemClock())->Authorization();
  });
  Try("autodiscover", [&] { Get(connection, autodiscover, false); });
  Try("call", [&] { OpenMailbox(connection)->Check(); });
  Try("stream", [&] { Stream(connection); });
  Try("plain", [&] { Get(connection, plain, true); });
}

}  // namespace
}  // namespace letterbox

int main(int, char** argv) {
  letterbox::Run(argv[1], argv[2], argv[3]);
  return 0;
}
