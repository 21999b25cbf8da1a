// ${env:NAME} and ${file:PATH} in values.
#ifndef LETTERBOX_CONFIG_REFERENCES_H_
#define LETTERBOX_CONFIG_REFERENCES_H_

#include <filesystem>
#include <string>
#include <vector>

namespace letterbox::config {

/// A value of the file, read but not yet looked up.
struct Template {
  struct Part {
    enum class Kind { kText, kEnvironment, kFile };
    Kind kind;
    std::string text;  ///< the text, the variable's name or the file's path
  };

  std::vector<Part> parts;
  bool malformed = false;

  bool has_references() const;
};

/// What a malformed reference is told.
extern const char kReferenceHelp[];

/// Takes a value apart. `$${` is the text `${`.
Template ParseTemplate(const std::string& value);

/// A value with its references replaced.
struct Expanded {
  std::string value;
  /// A clause for each reference without a value. No value stands in it.
  std::vector<std::string> missing;
};

/// Files are relative to `folder`. One line end at the end of a file is not
/// part of its value. An empty variable or file counts as missing.
Expanded Expand(const Template& value, const std::filesystem::path& folder);

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_REFERENCES_H_
