#include "config/file.h"

#include <fstream>
#include <system_error>

namespace letterbox::config {

FileContent ReadFile(const std::filesystem::path& path, std::size_t most) {
  std::error_code error;
  std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    return {"", "it does not exist"};
  if (error) return {"", error.message()};
  if (!std::filesystem::is_regular_file(status))
    return {"", "it is not a regular file"};

  std::ifstream in(path, std::ios::binary);
  if (!in) return {"", "it cannot be opened"};
  std::string content(most + 1, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (in.bad()) return {"", "it cannot be read"};
  content.resize(static_cast<std::size_t>(in.gcount()));
  if (content.size() > most)
    return {"", "it is larger than " + std::to_string(most / 1024) + " KiB"};
  return {content, ""};
}

}  // namespace letterbox::config
