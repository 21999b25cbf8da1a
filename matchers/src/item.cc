#include "letterbox/matchers/item.h"

#include <utility>

#include "list.h"
#include "part.h"
#include "some.h"
#include "value.h"
#include "yes.h"

namespace letterbox {

EmailMatcher WasSent(TimeMatcher time) {
  return internal::Value<Email, std::chrono::system_clock::time_point>(
      {"which was sent at a time that", "which was sent at",
       "which does not say when it was sent"},
      &Email::sent, std::move(time));
}

EmailMatcher WasReceived(TimeMatcher time) {
  return internal::Value<Email, std::chrono::system_clock::time_point>(
      {"which was received at a time that", "which was received at",
       "which does not say when it was received"},
      &Email::received, std::move(time));
}

EmailMatcher HasImportance(testing::Matcher<const Importance&> importance) {
  return internal::Value<Email, Importance>(
      {"whose importance", "whose importance is", ""}, &Email::importance,
      std::move(importance));
}

EmailMatcher HasSensitivity(testing::Matcher<const Sensitivity&> sensitivity) {
  return internal::Value<Email, Sensitivity>(
      {"whose sensitivity", "whose sensitivity is", ""}, &Email::sensitivity,
      std::move(sensitivity));
}

EmailMatcher HasCategory(StringMatcher category) {
  return internal::Some<std::string>(
      {"has a category", "has no category", "has the category", "categories",
       " that "},
      [](const Email& mail) {
        return internal::PointersTo(mail.item().categories);
      },
      std::move(category));
}

EmailMatcher HasCategories(StringListMatcher categories) {
  return internal::AllOfThem<std::string>(
      "categories",
      [](const Email& mail, auto&) -> const std::vector<std::string>& {
        return mail.item().categories;
      },
      std::move(categories));
}

EmailMatcher HasFlag(testing::Matcher<const Flag&> flag) {
  return internal::Value<Email, Flag>(
      {"whose flag", "whose flag is", ""},
      [](const Email& mail) { return mail.item().flag; }, std::move(flag));
}

EmailMatcher IsRead() {
  return internal::Yes<Email>(
      {"which is marked as read", "which is not marked as read"},
      [](const Email& mail) {
        return internal::Answer{mail.item().is_read, ""};
      });
}

EmailMatcher LandedIn(StringMatcher folder) {
  return internal::Part<Email>(
      {"whose folder", "whose folder is"},
      [](const Email& mail) -> const std::string& {
        return mail.item().folder;
      },
      std::move(folder));
}

}  // namespace letterbox
