// What was wrong with a mail, for people to read.
#ifndef LETTERBOX_MIME_NOTES_H_
#define LETTERBOX_MIME_NOTES_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace letterbox {

/// Each note is there once, and there are twenty at most: a hostile mail could
/// give cause for millions.
class Notes {
 public:
  /// `note` must be printable.
  void Add(std::string note) {
    constexpr std::size_t kMost = 20;
    if (notes_.size() >= kMost ||
        std::find(notes_.begin(), notes_.end(), note) != notes_.end()) {
      return;
    }
    notes_.push_back(std::move(note));
  }

  std::vector<std::string> Take() { return std::move(notes_); }

 private:
  std::vector<std::string> notes_;
};

}  // namespace letterbox

#endif  // LETTERBOX_MIME_NOTES_H_
