#include "letterbox/matchers/body.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "letterbox/transport/extract.h"
#include "part.h"
#include "some_of.h"
#include "text_is.h"
#include "yes.h"

namespace letterbox {
namespace {

std::string Collapsed(const std::string& text) {
  std::istringstream words(text);
  std::string collapsed;
  for (std::string word; words >> word;) {
    collapsed += (collapsed.empty() ? "" : " ") + word;
  }
  return collapsed;
}

internal::Answer AreInOrder(const std::string& whole,
                            const std::vector<std::string>& texts) {
  std::size_t at = 0;
  const std::string* before = nullptr;
  for (const std::string& text : texts) {
    const std::string wanted = Collapsed(text);
    const std::size_t found = whole.find(wanted, at);
    if (found == std::string::npos) {
      const bool is_there = whole.find(wanted) != std::string::npos;
      std::string why = Quoted(text, 60);
      why += is_there ? " stands before " + Quoted(*before, 60)
                      : " is not in the text " + Quoted(whole);
      return {false, why};
    }
    at = found + wanted.size();
    before = &text;
  }
  return {true, ""};
}

// The words, without punctuation, in lower case where they are ASCII. Addresses
// of links are left out: a text body shows them, an HTML body does not.
std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) {
    if (word.find("://") != std::string::npos ||
        word.find("mailto:") != std::string::npos) {
      continue;
    }
    std::string plain;
    for (const char c : word) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) != 0 || byte >= 0x80) {
        plain += static_cast<char>(std::tolower(byte));
      }
    }
    if (!plain.empty()) words.push_back(plain);
  }
  return words;
}

// A few words from there on.
std::string Excerpt(const std::vector<std::string>& words, std::size_t at) {
  constexpr std::size_t kMost = 6;
  if (at >= words.size()) return "its end";
  std::string text;
  for (std::size_t i = at; i < std::min(words.size(), at + kMost); ++i) {
    text += (text.empty() ? "" : " ") + words[i];
  }
  return Quoted(text, 100);
}

internal::Answer DoAgree(const Email& mail) {
  if (mail.html().empty()) return {false, "it has no HTML body"};
  if (mail.text_body().empty()) return {false, "it has no text body"};
  const std::vector<std::string> text = WordsOf(mail.text_body());
  const std::vector<std::string> html = WordsOf(mail.text());
  const auto [in_text, in_html] =
      std::mismatch(text.begin(), text.end(), html.begin(), html.end());
  if (in_text == text.end() && in_html == html.end()) return {true, ""};
  const auto at = static_cast<std::size_t>(in_text - text.begin());
  return {false, "after " + std::to_string(at) + " words the text body has " +
                     Excerpt(text, at) + " and the HTML body " +
                     Excerpt(html, at)};
}

}  // namespace

EmailMatcher HasText(StringMatcher text) {
  return internal::Part<Email>({"whose text", "whose text is"}, &Email::text,
                               std::move(text));
}
EmailMatcher HasText(const std::string& text) {
  return internal::TextIs<Email>({"whose text", "whose text is"}, &Email::text,
                                 text, "HasText(HasSubstr(");
}
EmailMatcher HasText(const char* text) { return HasText(std::string(text)); }

EmailMatcher HasHtml(StringMatcher html) {
  return internal::Part<Email>({"whose HTML body", "whose HTML body is"},
                               &Email::html, std::move(html));
}

EmailMatcher HasHtml(const std::string& html) {
  return internal::TextIs<Email>({"whose HTML body", "whose HTML body is"},
                                 &Email::html, html, "HasHtml(HasSubstr(");
}
EmailMatcher HasHtml(const char* html) { return HasHtml(std::string(html)); }

EmailMatcher HasTextBody(StringMatcher text) {
  return internal::Part<Email>({"whose text body", "whose text body is"},
                               &Email::text_body, std::move(text));
}
EmailMatcher HasTextBody(const std::string& text) {
  return internal::TextIs<Email>({"whose text body", "whose text body is"},
                                 &Email::text_body, text,
                                 "HasTextBody(HasSubstr(");
}
EmailMatcher HasTextBody(const char* text) {
  return HasTextBody(std::string(text));
}

EmailMatcher HasTextInOrder(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    list += (list.empty() ? "" : ", ") + Quoted(text, 60);
  }
  return internal::Yes<Email>(
      {"whose text holds, in this order, " + list,
       "whose text does not hold, in this order, " + list},
      [texts](const Email& mail) { return AreInOrder(mail.text(), texts); });
}

EmailMatcher HasAgreeingBodies() {
  return internal::Yes<Email>({"whose text body and HTML body agree",
                               "whose text body and HTML body do not agree"},
                              &DoAgree);
}

EmailMatcher HasPlaceholder(StringMatcher placeholder) {
  return internal::SomeText<Email>(
      "placeholder left unfilled",
      [](const Email& mail) { return Placeholders(mail); },
      std::move(placeholder), "placeholders left unfilled");
}

}  // namespace letterbox
