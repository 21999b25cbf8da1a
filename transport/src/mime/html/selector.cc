#include "mime/html/selector.h"

#include <algorithm>
#include <stdexcept>

#include "ascii.h"
#include "letterbox/transport/printable.h"

namespace letterbox {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool IsNameCharacter(char c) {
  return IsLetterOrDigit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  Selector Parse() {
    Selector selector;
    do {
      selector.push_back(ParseChain());
    } while (Take(','));
    if (at_ < text_.size()) Refuse("is not supported");
    return selector;
  }

 private:
  [[noreturn]] void Refuse(const std::string& why, std::size_t begin,
                           std::size_t end) const {
    const std::string what = begin < text_.size()
                                 ? Quoted(text_.substr(begin, end - begin), 60)
                                 : std::string("its end");
    throw std::invalid_argument(
        "The CSS selector " + Quoted(text_) + " cannot be used: " + what +
        " at character " + std::to_string(begin + 1) + " " + why +
        ". There are types, .class, #id, [attribute] with = ~= |= ^= $= *=, "
        "the combinators blank > + ~, lists, :not(), :first-child, "
        ":last-child, :nth-child(), :nth-of-type() and :empty.");
  }
  [[noreturn]] void Refuse(const std::string& why) const {
    Refuse(why, at_, at_ + 1);
  }

  bool SkipBlanks() {
    const std::size_t before = at_;
    at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size());
    return at_ > before;
  }

  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool Take(char c) {
    if (Peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  SelectorChain ParseChain() {
    SelectorChain chain;
    SkipBlanks();
    chain.push_back({' ', ParseCompound()});
    while (true) {
      const bool has_blanks = SkipBlanks();
      const char next = Peek();
      if (at_ >= text_.size() || next == ',' || next == ')') return chain;
      char combinator = ' ';
      if (next == '>' || next == '+' || next == '~') {
        combinator = next;
        ++at_;
        SkipBlanks();
      } else if (!has_blanks) {
        return chain;
      }
      chain.push_back({combinator, ParseCompound()});
    }
  }

  CompoundSelector ParseCompound() {
    CompoundSelector compound;
    const std::size_t begin = at_;
    if (!Take('*') && (IsNameCharacter(Peek()) || Peek() == '\\')) {
      compound.type = ToLower(ParseName());
    }
    while (at_ < text_.size()) {
      if (Take('#')) {
        compound.ids.push_back(ParseName());
      } else if (Take('.')) {
        compound.classes.push_back(ParseName());
      } else if (Take('[')) {
        compound.attributes.push_back(ParseAttribute());
      } else if (Peek() == ':') {
        ParsePseudoClass(compound);
      } else {
        break;
      }
    }
    if (at_ == begin) Refuse("is no part of a selector");
    return compound;
  }

  std::string ParseName() {
    std::string name;
    while (at_ < text_.size()) {
      if (IsNameCharacter(text_[at_])) {
        name += text_[at_++];
      } else if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        name += text_[at_ + 1];
        at_ += 2;
      } else {
        break;
      }
    }
    if (name.empty()) Refuse("is no name");
    return name;
  }

  AttributeTest ParseAttribute() {
    AttributeTest test;
    SkipBlanks();
    test.name = ToLower(ParseName());
    SkipBlanks();
    if (Take(']')) return test;
    const char operation = Peek();
    if (std::string_view("~|^$*").find(operation) != std::string_view::npos) {
      ++at_;
    }
    test.operation = operation;
    if (!Take('=')) Refuse("is no operator of an attribute");
    SkipBlanks();
    test.value = ParseValue();
    SkipBlanks();
    if (Peek() == 'i' || Peek() == 'I') {
      test.ignores_case = true;
      ++at_;
      SkipBlanks();
    }
    if (!Take(']')) Refuse("stands where ] is expected");
    return test;
  }

  std::string ParseValue() {
    const char quote = Peek();
    if (quote != '"' && quote != '\'') return ParseName();
    const std::size_t begin = at_++;
    std::string value;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_++];
    }
    if (!Take(quote)) Refuse("is not closed", begin, text_.size());
    return value;
  }

  void ParsePseudoClass(CompoundSelector& compound) {
    const std::size_t begin = at_;
    ++at_;
    const std::string name =
        IsNameCharacter(Peek()) ? ToLower(ParseName()) : "";
    if (name == "first-child") {
      compound.places.push_back({});
    } else if (name == "last-child") {
      compound.places.push_back({0, 1, true, false});
    } else if (name == "empty") {
      compound.is_empty = true;
    } else if (name == "nth-child" || name == "nth-of-type") {
      compound.places.push_back(ParsePlace(name == "nth-of-type"));
    } else if (name == "not" && !is_in_not_) {
      if (!Take('(')) Refuse("stands where ( is expected");
      is_in_not_ = true;
      do {
        SkipBlanks();
        compound.refused.push_back(ParseCompound());
        SkipBlanks();
      } while (Take(','));
      if (!Take(')')) Refuse("is not supported inside :not()");
      is_in_not_ = false;
    } else {
      Refuse("is not supported", begin, std::max(at_, begin + 2));
    }
  }

  // "odd", "even", "3", "2n+1", "-n + 3"
  NthTest ParsePlace(bool of_its_type) {
    if (!Take('(')) Refuse("stands where ( is expected");
    const std::size_t begin = at_;
    at_ = std::min(text_.find(')', at_), text_.size());
    std::string formula = ToLower(text_.substr(begin, at_ - begin));
    if (!Take(')')) Refuse("is not closed", begin, text_.size());
    formula.erase(
        std::remove_if(
            formula.begin(), formula.end(),
            [](char c) { return kBlanks.find(c) != std::string_view::npos; }),
        formula.end());
    if (formula == "odd") formula = "2n+1";
    if (formula == "even") formula = "2n";
    NthTest test;
    test.of_its_type = of_its_type;
    const std::size_t n = formula.find('n');
    const bool has_step = n != std::string::npos;
    const bool is_good =
        (!has_step || ParseNumber(formula.substr(0, n), true, test.step)) &&
        ParseNumber(has_step ? formula.substr(n + 1) : formula, has_step,
                    test.offset);
    if (!is_good) Refuse("is no place", begin, at_ - 1);
    if (has_step && n + 1 == formula.size()) test.offset = 0;
    return test;
  }

  // "3", "+3", "-3"; "" and a sign alone are 1 where `may_lack`.
  static bool ParseNumber(const std::string& text, bool may_lack, int& number) {
    constexpr std::size_t kMostDigits = 6;
    const bool has_sign = !text.empty() && (text[0] == '+' || text[0] == '-');
    const std::string digits = text.substr(has_sign ? 1 : 0);
    if (digits.size() > kMostDigits ||
        !std::all_of(digits.begin(), digits.end(), IsDigit) ||
        (digits.empty() && !may_lack)) {
      return false;
    }
    number = digits.empty() ? 1 : std::stoi(digits);
    if (has_sign && text[0] == '-') number = -number;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool is_in_not_ = false;
};

unsigned SpecificityOf(const CompoundSelector& compound) {
  constexpr unsigned kId = 1U << 16;
  constexpr unsigned kClass = 1U << 8;
  unsigned weight = static_cast<unsigned>(compound.ids.size()) * kId;
  weight += static_cast<unsigned>(compound.classes.size() +
                                  compound.attributes.size() +
                                  compound.places.size()) *
            kClass;
  if (compound.is_empty) weight += kClass;
  if (!compound.type.empty()) ++weight;
  unsigned refused = 0;
  for (const CompoundSelector& each : compound.refused) {
    refused = std::max(refused, SpecificityOf(each));
  }
  return weight + refused;
}

}  // namespace

Selector ParseSelector(std::string_view text) {
  return SelectorParser(text).Parse();
}

unsigned SpecificityOf(const SelectorChain& chain) {
  unsigned weight = 0;
  for (const SelectorStep& step : chain) weight += SpecificityOf(step.compound);
  return weight;
}

}  // namespace letterbox
