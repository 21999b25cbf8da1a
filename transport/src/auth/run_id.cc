#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "auth/run.h"
#include "letterbox/transport/printable.h"
#include "letterbox/transport/run.h"

namespace letterbox {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What a CI calls its run; the attempt may be empty.
struct Ci {
  const char* name;
  const char* run;
  const char* attempt;
};

// https://docs.github.com/actions/reference/workflows-and-actions/variables
// https://learn.microsoft.com/azure/devops/pipelines/build/variables
// https://docs.gitlab.com/ci/variables/predefined_variables/
constexpr Ci kCis[] = {
    {"github", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT"},
    {"azure", "BUILD_BUILDID", "SYSTEM_JOBATTEMPT"},
    {"gitlab", "CI_PIPELINE_ID", ""},
};

std::string HostName() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

// The event that GitHub started the workflow for tells where the branch of a
// pull request lies.
bool IsFromForkOnGitHub() {
  std::ifstream file(Variable("GITHUB_EVENT_PATH"));
  if (!file) return false;
  const nlohmann::json event = nlohmann::json::parse(file, nullptr, false);
  const nlohmann::json::json_pointer fork("/pull_request/head/repo/fork");
  return event.is_object() && event.contains(fork) && event[fork] == true;
}

}  // namespace

std::string RunId() {
  constexpr std::size_t kLongest = 100;
  const std::string given = Variable("LETTERBOX_RUN_ID");
  if (!given.empty()) return Printable(given, kLongest);
  for (const Ci& ci : kCis) {
    const std::string run = Variable(ci.run);
    if (run.empty()) continue;
    const std::string attempt = *ci.attempt == '\0' ? "" : Variable(ci.attempt);
    return Printable(std::string(ci.name) + "-" + run +
                         (attempt.empty() ? "" : "-" + attempt),
                     kLongest);
  }
  return Printable(HostName() + "-" + CurrentRun(), kLongest);
}

bool IsForkBuild() {
  if (Variable("SYSTEM_PULLREQUEST_ISFORK") == "True") return true;
  const std::string source = Variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
  if (!source.empty() && source != Variable("CI_MERGE_REQUEST_PROJECT_ID"))
    return true;
  return IsFromForkOnGitHub();
}

}  // namespace letterbox
