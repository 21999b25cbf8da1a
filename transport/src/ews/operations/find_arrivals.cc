#include "ews/operations/find_arrivals.h"

#include <charconv>
#include <chrono>
#include <string>

#include "xml/date_time.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;
using xml::M;
using xml::T;

void WriteKey(xml::Writer& out, FindArrivals::Key key) {
  if (key == FindArrivals::Key::kTime) {
    return WriteField(out, "item:DateTimeReceived");
  }
  out.Open("t:ExtendedFieldURI")
      .Attribute("PropertyTag", "0x0E23")
      .Attribute("PropertyType", "Integer")
      .Close();
}

std::string Constant(FindArrivals::Key key, std::int64_t value) {
  return key == FindArrivals::Key::kNumber
             ? std::to_string(value)
             : xml::FormatDateTime(system_clock::time_point(seconds(value)));
}

// Only the property that was asked for is there.
std::optional<std::int64_t> ReadKey(xml::Element item) {
  if (const auto time =
          xml::ParseDateTime(item.ChildText(T("DateTimeReceived")))) {
    return std::chrono::floor<seconds>(*time).time_since_epoch().count();
  }
  const std::string text =
      item.Child(T("ExtendedProperty")).ChildText(T("Value"));
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return number;
}

}  // namespace

void FindArrivals::Write(RequestWriter& out) const {
  out.Attribute("Traversal", "Shallow");
  out.Open("m:ItemShape").Leaf("t:BaseShape", "IdOnly");
  out.Open("t:AdditionalProperties");
  WriteKey(out, key);
  WriteField(out, "item:Size");
  out.Close().Close();
  out.Open("m:IndexedPageItemView")
      .Attribute("MaxEntriesReturned", std::to_string(page))
      .Attribute("Offset", std::to_string(offset))
      .Attribute("BasePoint", "Beginning")
      .Close();
  if (from) {
    out.Open("m:Restriction").Open("t:IsGreaterThanOrEqualTo");
    WriteKey(out, key);
    out.Open("t:FieldURIOrConstant").Open("t:Constant");
    out.Attribute("Value", Constant(key, *from));
    out.Close().Close().Close().Close();
  }
  out.Open("m:SortOrder").Open("t:FieldOrder");
  out.Attribute("Order", from ? "Ascending" : "Descending");
  WriteKey(out, key);
  out.Close().Close();
  out.Open("m:ParentFolderIds");
  WriteFolder(out, folder);
  out.Close();
}

FindArrivals::Result FindArrivals::Read(xml::Element message) {
  const xml::Element root = message.Child(M("RootFolder"));
  if (!root) throw xml::ParseError("there is no RootFolder");
  Result result;
  for (const xml::Element item : root.Child(T("Items"))) {
    result.items.push_back({ReadItemId(item), ReadKey(item)});
  }
  result.total = ReadInt(root.Attribute("TotalItemsInView").value_or(""),
                         static_cast<int>(result.items.size()));
  result.includes_last =
      ReadBool(root.Attribute("IncludesLastItemInRange").value_or(""), true);
  return result;
}

}  // namespace letterbox::ews
