#include "letterbox/transport/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Email Text(const std::string& text) {
  return Email::FromMime("Content-Type: text/plain; charset=utf-8\r\n\r\n" +
                         text);
}

TEST(Placeholders, AreFoundInAllTheirForms) {
  EXPECT_THAT(
      Placeholders(Text("Dear {{name}}, {{ user.name }} ${x} #{y} {first_name} "
                        "<%= z %> {% if a %} [[Order Id]] %NAME% %first_name% "
                        "*|FNAME|* @@id@@ null, undefined (NaN) "
                        "[object Object]")),
      ElementsAre("{{name}}", "{{ user.name }}", "${x}", "#{y}", "{first_name}",
                  "<%= z %>", "{% if a %}", "[[Order Id]]", "%NAME%",
                  "%first_name%", "*|FNAME|*", "@@id@@", "null", "undefined",
                  "NaN", "[object Object]"));
}

TEST(Placeholders, AreNotWhatOnlyLooksLikeThem) {
  EXPECT_THAT(
      Placeholders(Text("100% sure, 50%off 20%, 5% to 10% of it; 100%SAFE% "
                        "{ a: 1 } {} {{}} nullify annulled non-null null and "
                        "void Undefined Nan Nana [1] [[ @@ a@@b. **bold** "
                        "${} C%20D%20E")),
      ElementsAre("%SAFE%"));
}

TEST(Placeholders, AreFoundInTheSubjectAndInLinks) {
  const Email mail = Email::FromMime(
      "Subject: Hello {{name}}\r\nContent-Type: text/html\r\n\r\n"
      "<style>p{color:red}</style><a href='https://a.test/%7B%7Bid%7D%7D?u="
      "undefined'>go</a> {{name}}");
  EXPECT_THAT(Placeholders(mail),
              ElementsAre("{{name}}", "{{id}}", "undefined"));
  EXPECT_THAT(Placeholders(Email()), IsEmpty());
}

TEST(UnsubscribeUrls, AreThoseOfTheHeader) {
  const Email mail = Email::FromMime(
      "List-Unsubscribe: <mailto:u@contoso.test?subject=x>,\r\n"
      " < https://contoso.test/u?id=1 >\r\n"
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n");
  EXPECT_THAT(UnsubscribeUrls(mail),
              ElementsAre("mailto:u@contoso.test?subject=x",
                          "https://contoso.test/u?id=1"));
  EXPECT_TRUE(HasOneClickUnsubscribeHeader(mail));
  EXPECT_THAT(UnsubscribeUrls(Email()), IsEmpty());
  EXPECT_THAT(UnsubscribeUrls(Email::FromMime("List-Unsubscribe: <x\r\n\r\n")),
              IsEmpty());
}

TEST(OneClickUnsubscribe, WantsHttpsAndItsOwnHeader) {
  const std::string post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
  EXPECT_FALSE(HasOneClickUnsubscribeHeader(Email::FromMime(
      "List-Unsubscribe: <mailto:u@a.test>\r\n" + post + "\r\n\r\n")));
  EXPECT_FALSE(HasOneClickUnsubscribeHeader(
      Email::FromMime("List-Unsubscribe: <https://a.test/u>\r\n\r\n")));
  EXPECT_FALSE(HasOneClickUnsubscribeHeader(Email::FromMime(
      "List-Unsubscribe: <http://a.test/u>\r\n" + post + "\r\n\r\n")));
}

}  // namespace
}  // namespace letterbox
