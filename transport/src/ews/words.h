// The protocol's words for the values of email.h.
#ifndef LETTERBOX_EWS_WORDS_H_
#define LETTERBOX_EWS_WORDS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "letterbox/transport/email.h"

namespace letterbox::ews {

template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};

inline constexpr Word<Importance> kImportances[] = {
    {"Low", Importance::kLow},
    {"Normal", Importance::kNormal},
    {"High", Importance::kHigh}};

inline constexpr Word<Sensitivity> kSensitivities[] = {
    {"Normal", Sensitivity::kNormal},
    {"Personal", Sensitivity::kPersonal},
    {"Private", Sensitivity::kPrivate},
    {"Confidential", Sensitivity::kConfidential}};

/// The numbers of PidTagFlagStatus.
inline constexpr Word<Flag> kFlags[] = {
    {"0", Flag::kNotFlagged}, {"1", Flag::kComplete}, {"2", Flag::kFlagged}};

/// Nothing where no word is `text`.
template <typename Value, std::size_t kCount>
std::optional<Value> ValueOf(const Word<Value> (&words)[kCount],
                             std::string_view text) {
  for (const Word<Value>& word : words) {
    if (word.word == text) return word.value;
  }
  return std::nullopt;
}

/// `words` has one for every value.
template <typename Value, std::size_t kCount>
std::string_view WordOf(const Word<Value> (&words)[kCount], Value value) {
  for (const Word<Value>& word : words) {
    if (word.value == value) return word.word;
  }
  return words[0].word;
}

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_WORDS_H_
