// Signs in to the connection "customer" of the file that it is given, and asks
// its mailbox whether it is there.
#include <cstdio>
#include <exception>

#include "letterbox/transport/config.h"
#include "letterbox/transport/mailbox.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    const letterbox::Config config = letterbox::Config::Load(argv[1]);
    letterbox::OpenMailbox(config.connection("customer"))->Check();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
