// What the table of matchers promises to take.
#include <letterbox/letterbox.h>

#include <string>

namespace letterbox {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string text = "text";
const EmailMatcher accepted[] = {
    HasSubject("text"),
    HasSubject(text),
    HasSubject(HasSubstr("text")),
    HasText(HasSubstr("text")),
    HasHtml(Not(HasSubstr("text"))),
    HasHeader("name", "text"),
    HasHeader("name", HasSubstr("text")),
    IsFrom("a@contoso.test"),
    IsFrom(text),
    IsFrom(IsAddress("a@contoso.test")),
    IsFrom(AllOf(WithName(HasSubstr("text")), WithAddress("a@contoso.test"))),
    HasTo("a@contoso.test"),
    HasCc(text),
    HasBcc(WithAddress(HasSubstr("@contoso.test"))),
    HasLink("https://contoso.test/"),
    HasLink(text),
    HasLink(WithUrl(HasSubstr("contoso"))),
    HasLink(AllOf(WithText("text"), Not(WithUrl(HasSubstr("contoso"))))),
    HasAttachment("invoice.pdf"),
    HasAttachment(text),
    HasAttachment(IsNamed(HasSubstr("invoice"))),
    HasAttachment(AllOf(HasContentType("application/pdf"), HasContent(text))),
};

}  // namespace letterbox
