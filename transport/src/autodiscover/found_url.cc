#include "autodiscover/found_url.h"

#include <optional>

#include "ascii.h"
#include "auth/form.h"
#include "auth/private_folder.h"
#include "autodiscover/guide.h"
#include "mime/idn.h"

namespace letterbox::autodiscover {
namespace {

PrivateFolder FolderOf(const Connection& connection) {
  return PrivateFolder(connection.token_store, connection.name);
}

std::string FileOf(const Connection& connection) {
  return FormEncode(connection.name) + ".server";
}

// The file says "ADDRESS\nURL\n".
std::string FirstLine(const std::string& address) {
  return ToLower(address) + "\n";
}

}  // namespace

std::string LoadFoundUrl(const Connection& connection,
                         const std::string& address) {
  if (connection.token_store.empty()) return "";
  const std::optional<std::string> text =
      FolderOf(connection).Read(FileOf(connection));
  const std::string first = FirstLine(address);
  if (!text || text->compare(0, first.size(), first) != 0) return "";
  const std::string url =
      text->substr(first.size(), text->find('\n', first.size()) - first.size());
  // What is trusted may have been changed since.
  const Guide guide(AsciiDomain(address.substr(address.rfind('@') + 1)),
                    connection);
  return guide.RefusalOf(url).empty() ? url : "";
}

void SaveFoundUrl(const Connection& connection, const std::string& address,
                  const std::string& url) {
  if (connection.token_store.empty()) return;
  FolderOf(connection)
      .Write(FileOf(connection), FirstLine(address) + url + "\n");
}

void DropFoundUrl(const Connection& connection) {
  if (connection.token_store.empty()) return;
  FolderOf(connection).Remove(FileOf(connection));
}

}  // namespace letterbox::autodiscover
