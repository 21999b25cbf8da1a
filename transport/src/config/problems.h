// What is wrong with a file, all of it.
#ifndef LETTERBOX_CONFIG_PROBLEMS_H_
#define LETTERBOX_CONFIG_PROBLEMS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "config/document.h"

namespace letterbox::config {

/// "letterbox.yaml:7:5", or without numbers where no line is to blame.
std::string Location(const std::string& path, Place place);

/// Collected while a file is read, thrown at the end of it.
class Problems {
 public:
  /// `text` is asked for only where the problem will be shown: of a file that
  /// is wrong everywhere, the first few hundred are.
  void Add(Place place, const std::string& key,
           const std::function<std::string()>& text);

  std::size_t count() const { return count_; }

  /// Throws ConfigError, a line for each problem in the order of the file.
  /// Returns where there is none.
  void ThrowIfAny(const std::string& path);

 private:
  struct Problem {
    Place place;
    std::string key;
    std::string text;
  };

  std::vector<Problem> shown_;
  std::size_t count_ = 0;
};

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_PROBLEMS_H_
