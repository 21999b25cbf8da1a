#include "config/references.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "ascii.h"
#include "config/file.h"
#include "letterbox/transport/printable.h"

namespace letterbox::config {
namespace {

using Part = Template::Part;

constexpr std::size_t kLargestFile = 64 * 1024;

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool IsVariableName(std::string_view name) {
  auto fits = [](char c) { return IsLetterOrDigit(c) || c == '_'; };
  return !name.empty() && !IsDigit(name[0]) &&
         std::all_of(name.begin(), name.end(), fits);
}

// `inside` is what stands between the braces.
std::optional<Part> ParseReference(std::string_view inside) {
  constexpr std::string_view kEnv = "env:", kFile = "file:";
  if (StartsWith(inside, kEnv)) {
    std::string_view name = inside.substr(kEnv.size());
    if (IsVariableName(name))
      return Part{Part::Kind::kEnvironment, std::string(name)};
  }
  if (StartsWith(inside, kFile)) {
    std::string_view path = inside.substr(kFile.size());
    if (!path.empty()) return Part{Part::Kind::kFile, std::string(path)};
  }
  return std::nullopt;
}

void ExpandVariable(const std::string& name, Expanded& into) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') {
    into.missing.push_back("the environment variable " + name + " is " +
                           (value == nullptr ? "not set" : "empty") +
                           "; set it before the run");
    return;
  }
  into.value += value;
}

void ExpandFile(const std::filesystem::path& path, Expanded& into) {
  FileContent read = ReadFile(path, kLargestFile);
  std::string& content = read.content;
  if (!content.empty() && content.back() == '\n') {
    content.pop_back();
    if (!content.empty() && content.back() == '\r') content.pop_back();
  }
  if (read.error.empty() && content.empty()) read.error = "it is empty";
  if (!read.error.empty()) {
    into.missing.push_back("the file " + Printable(path.string(), 1000) +
                           " cannot be used: " + read.error);
    return;
  }
  into.value += content;
}

}  // namespace

const char kReferenceHelp[] =
    "\"${\" begins a reference, which is ${env:NAME} or ${file:PATH}; for the "
    "two characters themselves write \"$${\"";

bool Template::has_references() const {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.kind != Part::Kind::kText;
  });
}

Template ParseTemplate(const std::string& value) {
  Template result;
  std::string text;
  std::string_view rest = value;
  while (!rest.empty()) {
    if (StartsWith(rest, "$${")) {
      text += "${";
      rest.remove_prefix(3);
      continue;
    }
    if (!StartsWith(rest, "${")) {
      text += rest[0];
      rest.remove_prefix(1);
      continue;
    }
    std::size_t end = rest.find('}');
    std::optional<Part> reference;
    if (end != rest.npos) reference = ParseReference(rest.substr(2, end - 2));
    if (!reference) {
      result.malformed = true;
      return result;
    }
    if (!text.empty()) result.parts.push_back({Part::Kind::kText, text});
    text.clear();
    result.parts.push_back(*reference);
    rest.remove_prefix(end + 1);
  }
  if (!text.empty()) result.parts.push_back({Part::Kind::kText, text});
  return result;
}

Expanded Expand(const Template& value, const std::filesystem::path& folder) {
  Expanded result;
  for (const Part& part : value.parts) {
    switch (part.kind) {
      case Part::Kind::kText:
        result.value += part.text;
        break;
      case Part::Kind::kEnvironment:
        ExpandVariable(part.text, result);
        break;
      case Part::Kind::kFile:
        ExpandFile(folder / part.text, result);
        break;
    }
  }
  return result;
}

}  // namespace letterbox::config
