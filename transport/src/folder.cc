#include "letterbox/transport/folder.h"

#include <array>
#include <cstddef>
#include <ostream>
#include <string_view>
#include <utility>

#include "ascii.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

// The protocol's names, in the order of Folder.
constexpr std::array<std::string_view, 8> kNames = {"inbox",
                                                    "drafts",
                                                    "sentitems",
                                                    "deleteditems",
                                                    "junkemail",
                                                    "outbox",
                                                    "recoverableitemsdeletions",
                                                    "msgfolderroot"};

std::string_view NameOf(Folder folder) {
  return kNames.at(static_cast<std::size_t>(folder));
}

}  // namespace

FolderPath::FolderPath(Folder the_root, std::string the_names)
    : root(the_root), names(std::move(the_names)) {}

FolderPath::FolderPath(const std::string& text)
    : root(Folder::kTop), names(text) {
  const std::string first = text.substr(0, text.find('/'));
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (!EqualsIgnoringCase(first, kNames[i])) continue;
    root = static_cast<Folder>(i);
    names = first.size() < text.size() ? text.substr(first.size() + 1) : "";
  }
}

FolderPath::FolderPath(const char* text) : FolderPath(std::string(text)) {}

std::string FolderPath::str() const {
  if (names.empty()) return std::string(NameOf(root));
  if (root == Folder::kTop) return names;
  return std::string(NameOf(root)) + "/" + names;
}

std::ostream& operator<<(std::ostream& out, const FolderPath& path) {
  return out << Printable(path.str());
}

}  // namespace letterbox
