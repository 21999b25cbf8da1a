#include "letterbox/transport/html.h"

#include <algorithm>
#include <ostream>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "percent.h"

namespace letterbox {
namespace {

// "1", "1px", "0.5": at most two; nothing where it does not say.
bool IsTiny(const std::string& size) {
  const std::size_t digits =
      std::min(size.find_first_not_of("0123456789"), size.size());
  if (digits == 0 || digits > 1 || size[0] > '2') return false;
  const std::string unit(Trim(std::string_view(size).substr(digits)));
  return unit.empty() || unit == "px" || unit == "pt";
}

std::string Shown(const HtmlAttribute& attribute) {
  return " " + Printable(attribute.name, 40) + "=" +
         Quoted(attribute.value, 80);
}

}  // namespace

std::string Image::content_id() const {
  const std::string_view address = Trim(source);
  constexpr std::string_view kScheme = "cid:";
  if (!EqualsIgnoringCase(address.substr(0, kScheme.size()), kScheme))
    return "";
  return DecodePercent(address.substr(kScheme.size()));
}

bool Image::is_remote() const {
  const std::string address = ToLower(Trim(source));
  return address.compare(0, 7, "http://") == 0 ||
         address.compare(0, 8, "https://") == 0 ||
         address.compare(0, 2, "//") == 0;
}

bool Image::is_tracking_pixel() const {
  return is_remote() && IsTiny(width) && IsTiny(height);
}

std::ostream& operator<<(std::ostream& out, const HtmlElement& element) {
  constexpr std::size_t kMostAttributes = 3;
  out << "<" << Printable(element.tag, 40);
  const std::size_t shown =
      std::min(element.attributes.size(), kMostAttributes);
  for (std::size_t i = 0; i < shown; ++i) out << Shown(element.attributes[i]);
  if (element.attributes.size() > shown) out << " ...";
  return out << "> " << Quoted(element.text, 80);
}

std::ostream& operator<<(std::ostream& out, const Table& table) {
  constexpr std::size_t kMostRows = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(table.rows.size(), kMostRows); ++i) {
    if (i > 0) text += " / ";
    const std::vector<std::string>& row = table.rows[i];
    for (std::size_t cell = 0; cell < row.size(); ++cell) {
      text += (cell > 0 ? " | " : "") + row[cell];
    }
  }
  return out << "of " << table.rows.size()
             << (table.rows.size() == 1 ? " row: " : " rows: ")
             << Printable(text, 200);
}

std::ostream& operator<<(std::ostream& out, const Image& image) {
  out << Printable(image.source, 120);
  return image.alt_text.empty() ? out
                                : out << " for " << Quoted(image.alt_text, 60);
}

}  // namespace letterbox
