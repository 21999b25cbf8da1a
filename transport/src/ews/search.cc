#include "ews/search.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "ews/fetch.h"
#include "ews/find_limit.h"
#include "ews/operations/find_item.h"

namespace letterbox::ews {
namespace {

// A mail that was never delivered has no time of receipt.
const char* NewestBy(Folder folder) {
  switch (folder) {
    case Folder::kSentItems:
      return "item:DateTimeSent";
    case Folder::kDrafts:
    case Folder::kOutbox:
      return "item:DateTimeCreated";
    default:
      return "item:DateTimeReceived";
  }
}

bool IsAmong(const std::vector<EmailAddress>& list, const std::string& one) {
  return std::any_of(list.begin(), list.end(), [&](const EmailAddress& each) {
    return SameAddress(each.address, one);
  });
}

// What the server was not asked for.
bool Fits(const Email& email, const Query& query) {
  return query.to.empty() || IsAmong(email.to(), query.to) ||
         IsAmong(email.cc(), query.to);
}

void FetchInto(EwsClient& client, std::vector<ItemId> ids, const Query& query,
               std::vector<Email>& emails) {
  const auto take = [&](const ItemId&, Outcome<GetItem::Result> outcome) {
    if (outcome.status.code == "ErrorItemNotFound") return;
    client.Require(GetItem::kTraits, outcome.status);
    Email email = ToEmail(std::move(outcome.value), query.folder.str());
    if (Fits(email, query)) emails.push_back(std::move(email));
  };
  const auto too_large = [](const ConnectionError& error) { throw error; };
  Fetch(client, ids, {}, {take, too_large});
}

// The next page, of at most `largest` items: fewer where the server does not
// give so many.
FindItem::Result NextPage(EwsClient& client, FindItem& request, int& largest) {
  request.page = std::min(request.page, largest);
  while (true) {
    try {
      return client.Call(request);
    } catch (const ServerError& error) {
      if (!MakeSmaller(request.page, error)) throw;
      largest = request.page;
    }
  }
}

// The next `most` ids, page after page. False where no other follows.
bool NextIds(EwsClient& client, FindItem& request, std::size_t most,
             std::vector<ItemId>& ids) {
  int largest = FindItem().page;
  bool more = true;
  while (more && ids.size() < most) {
    request.page = static_cast<int>(
        std::min(most - ids.size(), static_cast<std::size_t>(largest)));
    const FindItem::Result page = NextPage(client, request, largest);
    request.offset += static_cast<int>(page.items.size());
    for (const FindItem::Item& item : page.items) {
      if (ids.size() < most) ids.push_back(item.id);
    }
    more = !page.includes_last && !page.items.empty();
  }
  return more;
}

}  // namespace

std::vector<Email> Search(EwsClient& client, const FolderId& folder,
                          const Query& query) {
  FindItem request;
  request.folder = folder;
  request.query = query;
  request.newest_by = NewestBy(query.folder.root);
  request.properties = {"item:Size"};
  std::vector<Email> emails;
  for (bool more = true; more && emails.size() < query.most;) {
    std::vector<ItemId> ids;
    more = NextIds(client, request, query.most - emails.size(), ids);
    FetchInto(client, std::move(ids), query, emails);
  }
  return emails;
}

}  // namespace letterbox::ews
