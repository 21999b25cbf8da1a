// Matchers of one's own, over `const Email&`: put together from others, by
// gmock's MATCHER, and as a class.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

using letterbox::Draft;
using letterbox::Email;
using letterbox::EmailMatcher;
using letterbox::HasSubject;
using letterbox::HasText;
using letterbox::IsFrom;
using letterbox::Quoted;
using letterbox::Subscription;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// 1. Put together: explains itself by its parts.
EmailMatcher IsOrderMail(const std::string& number) {
  return AllOf(IsFrom("shop@contoso.test"), HasSubject(HasSubstr(number)),
               HasText(HasSubstr(number)));
}

// 2. By MATCHER_P: one condition, one sentence.
MATCHER_P(HasWords, least, negation ? "has fewer words" : "has enough words") {
  std::size_t words = arg.text().empty() ? 0 : 1;
  for (const char c : arg.text()) words += c == ' ' ? 1 : 0;
  *result_listener << "which has " << words << " words";
  return words >= static_cast<std::size_t>(least);
}

// 3. As a class: says what it wants, what it does not want, and what is there.
class ShowsPriceMatcher {
 public:
  using is_gtest_matcher = void;

  explicit ShowsPriceMatcher(std::string price) : price_(std::move(price)) {}

  void DescribeTo(std::ostream* out) const {
    *out << "shows the price " << Quoted(price_);
  }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "does not show the price " << Quoted(price_);
  }
  bool MatchAndExplain(const Email& mail,
                       testing::MatchResultListener* listener) const {
    const std::vector<letterbox::HtmlElement> prices = mail.Select(".price");
    for (const letterbox::HtmlElement& each : prices) {
      if (each.text == price_) return true;
    }
    // Text of a mail is quoted: it may hold anything.
    *listener << "whose prices are";
    for (const letterbox::HtmlElement& each : prices) {
      *listener << " " << Quoted(each.text, 40);
    }
    return false;
  }

 private:
  std::string price_;
};

EmailMatcher ShowsPrice(const std::string& price) {
  return ShowsPriceMatcher(price);
}

class OwnMatcher : public letterbox::MailTest {};

TEST_F(OwnMatcher, WaitsAndExplainsLikeAnyOther) {
  Subscription customer = Subscribe("customer");
  Draft draft;
  draft.to = {customer.address()};
  draft.subject = "Your order A-1042";
  draft.html = "<p>Order A-1042: pen <b class=price>3.00 EUR</b></p>";
  Send("shop", draft);

  Email mail = customer.Receive(IsOrderMail("A-1042"));
  EXPECT_THAT(mail, HasWords(4));
  EXPECT_THAT(mail, AllOf(ShowsPrice("3.00 EUR"), Not(ShowsPrice("4.50 EUR"))));

  testing::StringMatchResultListener why;
  EXPECT_FALSE(ShowsPrice("4.50 EUR").MatchAndExplain(mail, &why));
  EXPECT_EQ(why.str(), "whose prices are \"3.00 EUR\"");
}
