#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "letterbox/transport/config.h"
#include "letterbox/transport/error.h"

namespace letterbox {
namespace {

constexpr char kFileName[] = "letterbox.yaml";

bool IsFile(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error) &&
         !std::filesystem::is_directory(path, error);
}

// Empty where there is none up to the root.
std::string FindUpwards(std::filesystem::path folder) {
  for (;; folder = folder.parent_path()) {
    if (IsFile(folder / kFileName)) return (folder / kFileName).string();
    if (folder == folder.parent_path()) return "";
  }
}

[[noreturn]] void Fail(const std::string& tried) {
  throw ConfigError("no connection file. Tried, in this order:\n" + tried +
                        "Write a letterbox.yaml there, or name one in "
                        "LETTERBOX_CONFIG.",
                    "");
}

}  // namespace

std::string FindConfig(const std::string& from_code,
                       const std::string& compiled_in) {
  const char* variable = std::getenv("LETTERBOX_CONFIG");
  struct Place {
    const char* what;
    std::string path;
    const char* where_empty;
  };
  const Place named[] = {
      {"the path given in code", from_code, "none"},
      {"LETTERBOX_CONFIG", variable == nullptr ? "" : variable, "not set"},
      {"the path given to letterbox_discover_tests", compiled_in, "none"},
  };
  std::string tried;
  for (const Place& place : named) {
    tried += std::string("  ") + place.what + ": ";
    if (place.path.empty()) {
      tried += std::string(place.where_empty) + "\n";
    } else if (IsFile(place.path)) {
      return place.path;
    } else {
      // Who names a file means that one, so the search ends here.
      Fail(tried + place.path + ", which is not there\n");
    }
  }

  std::error_code error;
  std::filesystem::path folder = std::filesystem::current_path(error);
  std::string found = error ? "" : FindUpwards(folder);
  if (!found.empty()) return found;
  Fail(tried + "  " + kFileName + " in " +
       (error ? "the working directory" : folder.string()) +
       " and the folders above: not there\n");
}

}  // namespace letterbox
