// What a program has left in a folder.
#ifndef LETTERBOX_TESTS_SUPPORT_FILES_H_
#define LETTERBOX_TESTS_SUPPORT_FILES_H_

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace letterbox {

/// The bytes of a file; none where it is not there.
inline std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The files below a folder, as paths relative to it; none where it is not
/// there.
inline std::set<std::string> FilesIn(const std::filesystem::path& folder) {
  std::set<std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files.insert(std::filesystem::relative(entry.path(), folder).string());
    }
  }
  return files;
}

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_FILES_H_
