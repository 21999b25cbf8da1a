#include "code_words.h"

#include <algorithm>
#include <iterator>

#include "ascii.h"

namespace letterbox {
namespace {

template <std::size_t n>
bool Contains(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::string_view kKeywords[] = {
    "code",      "codes",  "pin",          "otp",      "tan",      "passcode",
    "passcodes", "código", "codigo",       "códigos",  "codice",   "codul",
    "kod",       "kodu",   "koden",        "kode",     "kód",      "kodem",
    "код",       "кода",   "koodi",        "otp-code", "pin-code", "κωδικός",
    "mtan",      "smstan", "passwort-code"};

// In words without blanks between them.
constexpr std::string_view kParts[] = {"验证码",   "驗證碼",   "校验码",
                                       "动态码",   "確認碼",   "コード",
                                       "認証番号", "인증번호", "코드"};

// A "code" after one of them is none of ours.
constexpr std::string_view kOtherCodes[] = {
    "area",  "bar",    "country",  "coupon",   "currency",  "discount",
    "dress", "error",  "exit",     "gift",     "http",      "offer",
    "post",  "postal", "product",  "promo",    "promotion", "promotional",
    "qr",    "rabatt", "referral", "response", "return",    "sale",
    "sort",  "source", "status",   "swift",    "tax",       "voucher",
    "zip"};

// Words that end like a keyword.
constexpr std::string_view kOtherCompounds[] = {
    "barcode",       "decode",     "encode",      "fehlercode",
    "gutscheincode", "postcode",   "promocode",   "qrcode",
    "qr-code",       "rabattcode", "unicode",     "zipcode",
    "ländercode",    "promo-code", "produktcode", "vscode"};

constexpr std::string_view kOthers[] = {"©",
                                        "account",
                                        "amount",
                                        "article",
                                        "bestellnummer",
                                        "bestellung",
                                        "booking",
                                        "build",
                                        "call",
                                        "card",
                                        "case",
                                        "contract",
                                        "copyright",
                                        "customer",
                                        "dial",
                                        "document",
                                        "ending",
                                        "extension",
                                        "fax",
                                        "flight",
                                        "hotline",
                                        "id",
                                        "invoice",
                                        "item",
                                        "kundennummer",
                                        "order",
                                        "orders",
                                        "package",
                                        "page",
                                        "parcel",
                                        "phone",
                                        "po",
                                        "policy",
                                        "product",
                                        "purchase",
                                        "rechnung",
                                        "rechnungsnummer",
                                        "ref",
                                        "reference",
                                        "reservation",
                                        "room",
                                        "serial",
                                        "shipment",
                                        "since",
                                        "sku",
                                        "step",
                                        "suite",
                                        "tel",
                                        "telefon",
                                        "ticket",
                                        "total",
                                        "tracking",
                                        "transaction",
                                        "vat",
                                        "version",
                                        "year",
                                        "zip",
                                        "$",
                                        "€",
                                        "£",
                                        "¥",
                                        "usd",
                                        "eur",
                                        "gbp",
                                        "chf",
                                        "jan",
                                        "feb",
                                        "mar",
                                        "apr",
                                        "jun",
                                        "jul",
                                        "aug",
                                        "sep",
                                        "oct",
                                        "nov",
                                        "dec",
                                        "january",
                                        "february",
                                        "march",
                                        "april",
                                        "may",
                                        "june",
                                        "july",
                                        "august",
                                        "september",
                                        "october",
                                        "november",
                                        "december",
                                        "januar",
                                        "februar",
                                        "märz",
                                        "mai",
                                        "juni",
                                        "juli",
                                        "oktober",
                                        "dezember",
                                        "#",
                                        "model",
                                        "isbn",
                                        "member",
                                        "box",
                                        "p.o",
                                        "hrb",
                                        "iban"};

constexpr std::string_view kUnits[] = {
    "%",        "€",       "$",       "£",       "am",      "ave",
    "avenue",   "b",       "blvd",    "bytes",   "chf",     "customers",
    "days",     "dollars", "eur",     "euro",    "euros",   "gb",
    "gbp",      "hour",    "hours",   "items",   "kb",      "kg",
    "km",       "kr",      "kwh",     "lane",    "mb",      "members",
    "miles",    "min",     "mins",    "minuten", "minute",  "minutes",
    "months",   "people",  "percent", "pm",      "pt",      "points",
    "px",       "reviews", "road",    "rd",      "seconds", "sec",
    "sekunden", "st",      "stars",   "steps",   "street",  "stunden",
    "tage",     "times",   "uhr",     "usd",     "users",   "views",
    "w",        "words",   "years"};

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The length of a character of Chinese, Japanese or Korean, which are three
// bytes long; 0 where there is none.
std::size_t EastAsianLength(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return at + 3 <= text.size() && lead >= 0xE3 && lead <= 0xED ? 3 : 0;
}

// Of full width, U+3000 to U+303F and U+FF00 to U+FF0F: punctuation.
bool IsEastAsianPunctuation(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xE3\x80" || text.substr(at, 2) == "\xEF\xBC";
}

bool HasEastAsian(std::string_view text) {
  return !text.empty() && EastAsianLength(text, 0) > 0;
}

constexpr std::string_view kMarksBefore = "\"'([{<*_`|>-";
constexpr std::string_view kMarksAfter = ".,;:!?)\"'*_>]}`|";

// Takes punctuation off both ends; also the typographic quotes, U+2018 to
// U+201F, and the angle quotes.
void SplitMarks(CodeWord& word) {
  std::string_view& core = word.core;
  const std::string_view whole = core;
  while (!core.empty()) {
    if (kMarksBefore.find(core.front()) != std::string_view::npos) {
      core.remove_prefix(1);
    } else if (core.substr(0, 2) == "\xE2\x80") {
      core.remove_prefix(std::min<std::size_t>(3, core.size()));
    } else if (core.substr(0, 2) == "«" || core.substr(0, 2) == "»") {
      core.remove_prefix(2);
    } else {
      break;
    }
  }
  while (!core.empty()) {
    const std::size_t size = core.size();
    if (kMarksAfter.find(core.back()) != std::string_view::npos) {
      core.remove_suffix(1);
    } else if (size >= 3 && core.substr(size - 3, 2) == "\xE2\x80") {
      core.remove_suffix(3);
    } else if (size >= 2 &&
               (core.substr(size - 2) == "«" || core.substr(size - 2) == "»")) {
      core.remove_suffix(2);
    } else {
      break;
    }
  }
  const auto end =
      static_cast<std::size_t>(core.data() - whole.data()) + core.size();
  word.after = whole.substr(end);
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() > end.size() &&
         text.substr(text.size() - end.size()) == end;
}

bool IsKeyword(const std::string& word, const std::string& before) {
  if (HasEastAsian(word)) {
    return std::any_of(std::begin(kParts), std::end(kParts),
                       [&](std::string_view part) {
                         return word.find(part) != std::string::npos;
                       });
  }
  if (Contains(kOtherCompounds, word)) return false;
  const bool is_compound = EndsWith(word, "code") || EndsWith(word, "codes") ||
                           EndsWith(word, "-pin") || EndsWith(word, "-otp");
  if (word == "password" || word == "passwort" || word == "kennwort") {
    return before == "one-time" || before == "temporary" || before == "time" ||
           before == "single-use" || before == "temporäres";
  }
  if (EndsWith(word, "malpasswort") || EndsWith(word, "malkennwort")) {
    return true;  // Einmalpasswort
  }
  return (Contains(kKeywords, word) || is_compound) &&
         !Contains(kOtherCodes, before);
}

void Classify(std::vector<CodeWord>& words) {
  std::string before;
  for (CodeWord& word : words) {
    const std::string lower = ToLower(word.core);
    word.is_keyword = IsKeyword(lower, before);
    word.is_other = Contains(kOthers, lower);
    word.is_unit = Contains(kUnits, lower);
    before = lower;
  }
}

}  // namespace

bool CodeWord::ends_sentence() const {
  return after.find_first_of(".!?") != std::string_view::npos;
}

bool CodeWord::introduces() const {
  return after.find(':') != std::string_view::npos;
}

std::vector<CodeWord> CodeWordsOf(std::string_view text) {
  std::vector<CodeWord> words;
  std::size_t line = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '\n' && !words.empty() && words.back().line == line) ++line;
    if (IsBlank(text[at])) {
      ++at;
      continue;
    }
    if (IsEastAsianPunctuation(text, at)) {
      at = std::min(at + 3, text.size());
      continue;
    }
    const bool is_east_asian = EastAsianLength(text, at) > 0;
    const std::size_t begin = at;
    while (at < text.size() && !IsBlank(text[at]) &&
           !IsEastAsianPunctuation(text, at) &&
           (EastAsianLength(text, at) > 0) == is_east_asian) {
      at += is_east_asian ? 3 : 1;
    }
    CodeWord word;
    word.core = text.substr(begin, at - begin);
    word.line = line;
    SplitMarks(word);
    if (!word.core.empty()) words.push_back(word);
    if (word.core.empty() && !words.empty() && words.back().line == line &&
        !word.after.empty()) {
      words.back().after = word.after;  // "code :"
    }
  }
  Classify(words);
  return words;
}

}  // namespace letterbox
