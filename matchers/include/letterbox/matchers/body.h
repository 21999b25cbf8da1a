// Matchers of what a reader sees of a mail.
//
//   matcher                inner type     the mail, or its part, matches if
//   HasText                string         its visible text, white space
//                                         collapsed, matches
//   HasTextBody            string         its text body, as it was sent,
//                                         matches
//   HasHtml                string         its HTML body, as it was sent,
//                                         matches
//   HasAgreeingBodies()    -              its text body and its HTML body have
//                                         the same words, but for addresses and
//                                         case
//   HasTextInOrder(texts)  -              its visible text holds the texts, one
//                                         after the other
//   HasPlaceholder         string         some placeholder was left unfilled,
//                                         such as {{name}}, %NAME%, null, and
//                                         matches
//   HasElement(css)        element        some element that the selector
//                                         selects matches
//   HasElements(css)       list           the elements that it selects match
//   WithInnerText          string         the element's visible text matches
//   WithAttribute(name)    string         its attribute is there and matches
//   HasTable               table          some table matches
//   WithRow                list           some row of the table matches, as the
//                                         texts of its cells
//   WithRows               list of lists  the rows of the table match
//
//   EXPECT_THAT(mail, HasText(HasSubstr("Thank you for your order")));
//   EXPECT_THAT(mail, HasTable(WithRow(ElementsAre("Pen", "2", "3.00 EUR"))));
//   EXPECT_THAT(mail, HasElements("td.price", SizeIs(3)));
//   EXPECT_THAT(mail, Not(HasPlaceholder()));
//
// Selectors: types, .class, #id, [attribute] with all operators, the four
// combinators, lists, :not(), :first-child, :last-child, :nth-child(),
// :nth-of-type(), :empty. HasElement and HasElements throw
// std::invalid_argument for another one, and name it.
#ifndef LETTERBOX_MATCHERS_BODY_H_
#define LETTERBOX_MATCHERS_BODY_H_

#include <string>
#include <vector>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

/// A string means the whole text; for a part of it: HasText(HasSubstr("…")).
EmailMatcher HasText(StringMatcher text);
EmailMatcher HasText(const std::string& text);
EmailMatcher HasText(const char* text);

/// Likewise.
EmailMatcher HasTextBody(StringMatcher text);
EmailMatcher HasTextBody(const std::string& text);
EmailMatcher HasTextBody(const char* text);

/// Likewise.
EmailMatcher HasHtml(StringMatcher html);
EmailMatcher HasHtml(const std::string& html);
EmailMatcher HasHtml(const char* html);

/// A mail with one body only does not agree: it has nothing to agree with.
EmailMatcher HasAgreeingBodies();

/// White space in a text is any white space; each is looked for after the one
/// before.
EmailMatcher HasTextInOrder(const std::vector<std::string>& texts);

/// See Placeholders in extract.h for the forms.
EmailMatcher HasPlaceholder(StringMatcher placeholder = testing::_);

EmailMatcher HasElement(const std::string& css,
                        ElementMatcher element = testing::_);

EmailMatcher HasElements(const std::string& css, ElementListMatcher elements);

ElementMatcher WithInnerText(StringMatcher text);

ElementMatcher WithAttribute(const std::string& name,
                             StringMatcher value = testing::_);

EmailMatcher HasTable(TableMatcher table);

TableMatcher WithRow(StringListMatcher cells);

TableMatcher WithRows(RowListMatcher rows);

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_BODY_H_
