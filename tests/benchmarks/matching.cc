// What ten matchers take of an HTML mail of 100 KB: cold, the mail decoded anew
// each time, and warm, on a mail that was looked at before.

#include <benchmark/benchmark.h>
#include <gmock/gmock.h>
#include <letterbox/matchers.h>

#include <string>

namespace letterbox {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A newsletter: styles, tables in tables, links.
std::string MailOf100Kilobytes() {
  std::string html =
      "<html><head><style>.hidden{display:none} td{font-family:Arial}"
      "#footer a{color:#888}</style></head><body>"
      "<div class=hidden>Preview</div><table id=items>";
  int number = 0;
  while (html.size() < 98'000) {
    const std::string id = std::to_string(++number);
    html +=
        "<tr><td style=\"padding:8px;color:#333\"><a href=\"https://contoso."
        "test/track?order=A-" +
        id + "&amp;lang=en\">Item " + id +
        "</a></td><td class=\"price\" align=\"right\">" + id +
        ".00 EUR</td></tr>\n";
  }
  html +=
      "</table><p>Your code is 482910.</p><p id=footer>Bye</p></body></html>";
  return "From: orders@contoso.test\r\nTo: ann@contoso.test\r\n"
         "Subject: Your order A-1042\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/html; charset=utf-8\r\n\r\n" +
         html;
}

EmailMatcher TenMatchers() {
  return AllOf(HasSubject("Your order A-1042"), IsFrom("orders@contoso.test"),
               HasTo("ann@contoso.test"), HasText(HasSubstr("Your code is")),
               HasText(Not(HasSubstr("Preview"))), HasHtml(HasSubstr("footer")),
               HasLink(AllOf(WithText("Item 7"), WithQuery("order", "A-7"))),
               HasTable(WithRow(Contains("Item 9"))), HasImages(IsEmpty()),
               HasTextInOrder({"Item 1", "Bye"}));
}

void TenMatchersCold(benchmark::State& state) {
  const std::string mime = MailOf100Kilobytes();
  const EmailMatcher matcher = TenMatchers();
  for (auto _ : state) {
    if (!matcher.Matches(Email::FromMime(mime))) state.SkipWithError("differs");
  }
}
BENCHMARK(TenMatchersCold)->Unit(benchmark::kMillisecond);

void TenMatchersDecoded(benchmark::State& state) {
  const Email mail = Email::FromMime(MailOf100Kilobytes());
  const EmailMatcher matcher = TenMatchers();
  for (auto _ : state) {
    if (!matcher.Matches(mail)) state.SkipWithError("differs");
  }
}
BENCHMARK(TenMatchersDecoded)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace letterbox
