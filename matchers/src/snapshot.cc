#include "letterbox/matchers/snapshot.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "snapshot_text.h"
#include "yes.h"

namespace letterbox {
namespace {

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0' && std::string(value) != "0" &&
         std::string(value) != "false";
}

bool MayUpdate() {
  return IsSet("LETTERBOX_UPDATE_SNAPSHOTS") && !IsSet("CI") &&
         !IsSet("TF_BUILD");
}

std::optional<std::string> Read(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// Whole or not at all.
bool Write(const std::string& file, const std::string& text) {
  const std::string fresh = file + ".new";
  std::ofstream stream(fresh, std::ios::binary);
  stream << text;
  stream.close();
  if (stream.fail() || std::rename(fresh.c_str(), file.c_str()) != 0) {
    std::remove(fresh.c_str());
    return false;
  }
  return true;
}

internal::Answer Compare(const Email& mail, const std::string& file,
                         const std::vector<std::string>& masked) {
  const std::string found = internal::SnapshotOf(mail, masked);
  const std::optional<std::string> wanted = Read(file);
  if (wanted == found) return {true, ""};
  if (MayUpdate()) {
    if (Write(file, found)) return {true, "written anew"};
    return {false, "and the file could not be written"};
  }
  const std::string remedy =
      "; with LETTERBOX_UPDATE_SNAPSHOTS=1 it is written, but never in CI";
  if (!wanted) return {false, "since there is no such file" + remedy};
  return {false,
          "- the file, + the mail:" + internal::LineDifference(*wanted, found) +
              "\n" + remedy.substr(2)};
}

}  // namespace

EmailMatcher MatchesSnapshot(const std::string& file,
                             const std::vector<std::string>& masked) {
  const std::string shown = Printable(file);
  return internal::Yes<Email>(
      {"which " + shown + " shows", "which " + shown + " does not show"},
      [file, masked](const Email& mail) {
        return Compare(mail, file, masked);
      });
}

}  // namespace letterbox
