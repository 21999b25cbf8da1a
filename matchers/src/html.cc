// The matchers of the elements and tables of an HTML body.

#include <string>
#include <utility>
#include <vector>

#include "letterbox/matchers/body.h"
#include "list.h"
#include "part.h"
#include "some.h"
#include "some_of.h"

namespace letterbox {
namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

// Throws where the selector is not supported: that is the author's mistake, and
// told where it was made.
std::string Checked(const std::string& css) {
  Email().Select(css);
  return css;
}

const Rows& RowsOf(const Table& table, Rows& /*unused*/) { return table.rows; }

}  // namespace

EmailMatcher HasElement(const std::string& css, ElementMatcher element) {
  const std::string shown = Printable(css, 100);
  return internal::SomeOf<HtmlElement>(
      {"has an element " + shown, "has no element " + shown, "has the element",
       "elements " + shown},
      [css = Checked(css)](const Email& mail) { return mail.Select(css); },
      std::move(element));
}

EmailMatcher HasElements(const std::string& css, ElementListMatcher elements) {
  return internal::AllOfThem<HtmlElement>(
      "elements " + Printable(css, 100),
      [css = Checked(css)](const Email& mail, std::vector<HtmlElement>& found)
          -> const std::vector<HtmlElement>& {
        found = mail.Select(css);
        return found;
      },
      std::move(elements));
}

ElementMatcher WithInnerText(StringMatcher text) {
  return internal::Part<HtmlElement>(
      {"with a text that", "with the text"},
      [](const HtmlElement& element) -> const std::string& {
        return element.text;
      },
      std::move(text));
}

ElementMatcher WithAttribute(const std::string& name, StringMatcher value) {
  const std::string noun = "attribute " + Printable(name, 60);
  return internal::SomeOf<std::string, HtmlElement>(
      {"has an " + noun, "has no " + noun, "has the " + noun,
       "attributes " + Printable(name, 60), " that "},
      [name](const HtmlElement& element) {
        std::vector<std::string> values;
        for (const HtmlAttribute& each : element.attributes) {
          if (each.name == name) values.push_back(each.value);
        }
        return values;
      },
      std::move(value));
}

EmailMatcher HasTable(TableMatcher table) {
  return internal::Some<Table>(
      {"has a table", "has no table", "has the table", "tables"},
      [](const Email& mail) { return internal::PointersTo(mail.tables()); },
      std::move(table));
}

TableMatcher WithRow(StringListMatcher cells) {
  return internal::Some<Row, Table>(
      {"has a row", "has no row", "has the row", "rows", " that "},
      [](const Table& table) { return internal::PointersTo(table.rows); },
      std::move(cells));
}

TableMatcher WithRows(RowListMatcher rows) {
  return internal::AllOfThem<Row, Table>("rows", &RowsOf, std::move(rows));
}

}  // namespace letterbox
