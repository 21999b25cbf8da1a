// What the made-up server tells of items.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/error.h"
#include "mime/base64.h"
#include "transport/ews/made_up_ews.h"
#include "transport/ews/made_up_server.h"
#include "xml/date_time.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::M;
using xml::T;

std::chrono::system_clock::time_point At(std::int64_t time) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(time));
}

int IntAttribute(xml::Element element, const char* name) {
  return std::stoi(element.Attribute(name).value_or("0"));
}

std::string KeyElement(bool by_number, std::int64_t key) {
  if (!by_number) {
    return "<t:DateTimeReceived>" + xml::FormatDateTime(At(key)) +
           "</t:DateTimeReceived>";
  }
  return "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0xe23\" "
         "PropertyType=\"Integer\"/><t:Value>" +
         std::to_string(key) + "</t:Value></t:ExtendedProperty>";
}

}  // namespace

void MadeUpServer::set_numbers(Numbers numbers) {
  const std::lock_guard<std::mutex> lock(mutex_);
  numbers_ = numbers;
}

void MadeUpServer::Renumber(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  numbers_by_id_[id] = next_id_++;
}

void MadeUpServer::SetTime(const std::string& id, std::int64_t time) {
  const std::lock_guard<std::mutex> lock(mutex_);
  times_[id] = time;
}

std::string MadeUpServer::Find(xml::Element request) {
  const xml::Element order =
      request.Child(M("SortOrder")).Child(T("FieldOrder"));
  const bool by_number = static_cast<bool>(order.Child(T("ExtendedFieldURI")));
  if (by_number && numbers_ == Numbers::kRefused) {
    return AnswerOf("FindItem",
                    ErrorMessage("FindItem", "ErrorUnsupportedPathForQuery"));
  }
  const std::string from = request.Child(M("Restriction"))
                               .Child(T("IsGreaterThanOrEqualTo"))
                               .Child(T("FieldURIOrConstant"))
                               .Child(T("Constant"))
                               .Attribute("Value")
                               .value_or("");
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const std::string& id : order_) {
    const std::int64_t key = by_number ? numbers_by_id_[id] : times_[id];
    const bool fits =
        from.empty() || (by_number ? key >= std::stoll(from)
                                   : At(key) >= xml::ParseDateTime(from));
    if (fits) found.emplace_back(key, id);
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  if (order.Attribute("Order") == "Descending") {
    std::reverse(found.begin(), found.end());
  }
  const xml::Element view = request.Child(M("IndexedPageItemView"));
  const int begin = IntAttribute(view, "Offset");
  const int total = static_cast<int>(found.size());
  const int end =
      std::min(total, begin + IntAttribute(view, "MaxEntriesReturned"));
  std::string items;
  for (int i = begin; i < end; ++i) {
    const auto& [key, id] = found[static_cast<std::size_t>(i)];
    const bool tells = !by_number || numbers_ == Numbers::kGiven;
    items += "<t:Message><t:ItemId Id=\"" + id + "\"/>" +
             (tells ? KeyElement(by_number, key) : "") + "</t:Message>";
  }
  return AnswerOf(
      "FindItem",
      SuccessMessage("FindItem", "<m:RootFolder TotalItemsInView=\"" +
                                     std::to_string(total) +
                                     "\" IncludesLastItemInRange=\"" +
                                     (end == total ? "true" : "false") +
                                     "\"><t:Items>" + items +
                                     "</t:Items></m:RootFolder>"));
}

void MadeUpServer::PutBack(const std::string& id, const std::string& subject) {
  const std::lock_guard<std::mutex> lock(mutex_);
  items_[id] = subject;
  order_.push_back(id);
}

void MadeUpServer::set_most_items(std::size_t most) {
  const std::lock_guard<std::mutex> lock(mutex_);
  most_items_ = most;
}

std::string MadeUpServer::GetItems(xml::Element request) {
  std::string messages;
  std::size_t count = 0;
  for (const xml::Element element : request.Child(M("ItemIds"))) {
    if (++count > most_items_) {
      throw ConnectionError(ConnectionError::Kind::kTooLarge,
                            "The made-up answer is too large.", "", true);
    }
    const std::string id = element.Attribute("Id").value_or("");
    std::string code;
    std::swap(code, refused_items_[id]);
    const auto found = items_.find(id);
    if (found == items_.end() || vanished_.count(id) > 0) {
      code = "ErrorItemNotFound";
    }
    if (!code.empty() && code != "NoError") {
      messages += ErrorMessage("GetItem", code);
      continue;
    }
    const std::string mime =
        code.empty() ? "<t:MimeContent>" +
                           EncodeBase64("Subject: " + found->second +
                                        "\r\n\r\nText.\r\n") +
                           "</t:MimeContent>"
                     : "";
    messages += SuccessMessage(
        "GetItem", "<m:Items><t:Message>" + mime + "<t:ItemId Id=\"" + id +
                       "\"/><t:DateTimeReceived>2026-11-24T11:40:00Z"
                       "</t:DateTimeReceived></t:Message></m:Items>");
  }
  return AnswerOf("GetItem", messages);
}

}  // namespace letterbox::ews
