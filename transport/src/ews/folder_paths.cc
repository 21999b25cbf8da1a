#include "ews/folder_paths.h"

#include <utility>

#include "ascii.h"
#include "ews/operations/create_folder.h"
#include "ews/operations/find_folder.h"
#include "letterbox/transport/printable.h"

namespace letterbox::ews {
namespace {

std::vector<std::string> NamesOf(const FolderPath& path) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < path.names.size();) {
    const std::size_t end =
        std::min(path.names.find('/', at), path.names.size());
    if (end > at) names.push_back(path.names.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

FolderPath Below(const FolderPath& parent, const std::string& name) {
  return {parent.root, parent.names.empty() ? name : parent.names + "/" + name};
}

}  // namespace

FolderId FolderPaths::Find(const FolderPath& path) {
  FolderId folder = path.root;
  FolderPath found = path.root;
  for (const std::string& name : NamesOf(path)) {
    const std::optional<FolderId> next = FindIn(folder, name);
    if (!next) {
      throw Error("There is no folder " + Quoted(name) + " in " +
                  Printable(found.str()) + " of " +
                  Printable(client_.site().mailbox) +
                  ". Create it, or look at the names that ListFolders gives.");
    }
    folder = *next;
    found = Below(found, name);
  }
  return folder;
}

void FolderPaths::Create(const FolderPath& path) {
  FolderId folder = path.root;
  for (const std::string& name : NamesOf(path)) {
    std::optional<FolderId> next = FindIn(folder, name);
    if (!next) {
      CreateFolder request;
      request.parent = folder;
      request.name = name;
      next = FolderId(client_.Call(request).id);
    }
    folder = *next;
  }
}

std::vector<FolderInfo> FolderPaths::List(const FolderPath& parent) {
  FindFolder request;
  request.parent = Find(parent);
  std::vector<FolderInfo> folders;
  for (bool more = true; more;) {
    request.offset = static_cast<int>(folders.size());
    const FindFolder::Result page = client_.Call(request);
    for (const FindFolder::Item& folder : page.folders) {
      folders.push_back({Below(parent, folder.name).str(), folder.name,
                         folder.total, folder.unread, folder.folders});
    }
    more = !page.includes_last && !page.folders.empty();
  }
  return folders;
}

std::optional<FolderId> FolderPaths::FindIn(const FolderId& parent,
                                            const std::string& name) {
  FindFolder request;
  request.parent = parent;
  request.name = name;
  // The server may compare more loosely than is meant here, never less.
  for (const FindFolder::Item& folder : client_.Call(request).folders) {
    if (EqualsIgnoringCase(folder.name, name)) return FolderId(folder.id);
  }
  return std::nullopt;
}

}  // namespace letterbox::ews
