#include "support/schema.h"

#include <sys/wait.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "support/temp_folder.h"

namespace letterbox {
namespace {

// What `command` prints, and how it ends.
struct Run {
  std::string output;
  int status = -1;
};

Run RunCommand(const std::string& command) {
  Run run;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return run;
  std::array<char, 4096> buffer;
  while (const std::size_t read =
             std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    run.output.append(buffer.data(), read);
  }
  const int status = pclose(pipe);
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return run;
}

std::string SchemaFolder() {
  const char* folder = std::getenv("LETTERBOX_EWS_SCHEMA");
  return folder == nullptr ? "" : folder;
}

}  // namespace

bool HasSchema() { return !SchemaFolder().empty(); }

testing::AssertionResult AreValidEnvelopes(
    const std::vector<std::string>& envelopes) {
  if (envelopes.empty()) {
    return testing::AssertionFailure() << "there is no envelope to check";
  }
  const TempFolder folder;
  std::string files;
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    files +=
        " '" + folder.Write(std::to_string(i) + ".xml", envelopes[i]) + "'";
  }
  // All in one call: compiling the schemas is nearly all of the cost.
  const Run run = RunCommand("'" + SchemaFolder() + "/validate'" + files);
  if (run.status == 0) return testing::AssertionSuccess();
  testing::AssertionResult failure = testing::AssertionFailure();
  failure << "the validator ended with " << run.status << " and said:\n"
          << run.output;
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    const std::string name = "/" + std::to_string(i) + ".xml fails";
    if (run.output.find(name) == std::string::npos) continue;
    return failure << "of number " << i << ":\n" << envelopes[i];
  }
  return failure;
}

}  // namespace letterbox
