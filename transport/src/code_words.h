// The words of a text, as far as they say what a number near them is.
#ifndef LETTERBOX_CODE_WORDS_H_
#define LETTERBOX_CODE_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace letterbox {

/// A word without the punctuation around it.
struct CodeWord {
  std::string_view core;
  std::string_view after;   ///< the punctuation that follows
  std::size_t line = 0;     ///< counted from 0, empty ones left out
  bool is_keyword = false;  ///< a word for what is looked for: "code", "PIN"
  bool is_other = false;    ///< a word for another number: "order", "call"
  bool is_unit = false;     ///< a word that makes a measure: "minutes", "EUR"

  bool ends_sentence() const;
  bool introduces() const;  ///< ends with a colon
};

/// Of Chinese and Japanese, where no blanks stand between words, runs of their
/// characters are words. The views are into `text`.
std::vector<CodeWord> CodeWordsOf(std::string_view text);

}  // namespace letterbox

#endif  // LETTERBOX_CODE_WORDS_H_
