// Reading a file that may be anything.
#ifndef LETTERBOX_CONFIG_FILE_H_
#define LETTERBOX_CONFIG_FILE_H_

#include <cstddef>
#include <filesystem>
#include <string>

namespace letterbox::config {

/// What came of reading: the content, or why there is none.
struct FileContent {
  std::string content;
  std::string error;  ///< such as "it does not exist"; empty for none
};

/// Reads a regular file of at most `most` bytes. Others, such as pipes and
/// devices, might never end.
FileContent ReadFile(const std::filesystem::path& path, std::size_t most);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_FILE_H_
