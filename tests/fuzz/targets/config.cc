// The connection file.
#include "letterbox/transport/config.h"

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "letterbox/transport/error.h"

namespace letterbox::fuzz {
namespace {

// A file in memory.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content)
      : file_(::memfd_create("letterbox.yaml", MFD_CLOEXEC)) {
    Require(::write(file_, content.data(), content.size()) ==
                static_cast<ssize_t>(content.size()),
            "the file can be written");
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  const int file_;
};

}  // namespace

void Run(std::string_view input) {
  const MemoryFile file(input);
  try {
    const Config config = Config::Load(file.path());
    for (const std::string& name : config.names()) {
      const bool is_whole = config.problems(name).empty();
      bool is_given = true;
      try {
        config.connection(name);
      } catch (const ConfigError&) {
        is_given = false;
      }
      Require(is_given == is_whole, "a connection is given where it is whole");
      config.warnings(name);
    }
  } catch (const ConfigError&) {
  }
}

std::vector<std::string> Seeds() {
  return {"connections:\n  a: {type: embedded}\n",
          R"(defaults: {timeout: 30s}
connections:
  customer: &customer
    type: exchange
    host: mail.contoso.test
    user: qa@contoso.test
    authenticate:
      method: oauth2
      flow: client_credentials
      tenant_id: 11111111-2222-3333-4444-555555555555
      client_id: ${env:NOT_THERE}
      client_secret: a$${b
    hand_in: {host: smtp.contoso.test, port: 587, tls: starttls}
  other: *customer
profiles:
  offline: {customer: {type: embedded}}
profile: offline
)"};
}

}  // namespace letterbox::fuzz
