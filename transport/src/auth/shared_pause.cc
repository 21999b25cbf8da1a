#include "auth/shared_pause.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "auth/form.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLongestName = 200;

// What the file of a pause says: "SET UNTIL\n", in milliseconds of Unix time.
struct Pause {
  long long set = 0;
  long long until = 0;
};

long long ToCount(SharedPause::Date date) {
  return std::chrono::duration_cast<milliseconds>(date.time_since_epoch())
      .count();
}

std::optional<Pause> ReadPause(const std::string& text) {
  Pause pause;
  const char* const end = text.data() + text.size();
  const auto set = std::from_chars(text.data(), end, pause.set);
  if (set.ec != std::errc() || set.ptr == end || *set.ptr != ' ')
    return std::nullopt;
  const auto until = std::from_chars(set.ptr + 1, end, pause.until);
  if (until.ec != std::errc()) return std::nullopt;
  return pause;
}

// What is left at `now`. A pause that was set in the future is of a clock that
// has been moved back: it holds nobody.
milliseconds LeftOf(const Pause& pause, long long now) {
  if (pause.set > now || pause.until <= now) return milliseconds(0);
  const milliseconds longest = SharedPause::kLongest;
  return milliseconds(std::min<long long>(pause.until - now, longest.count()));
}

}  // namespace

SharedPause::SharedPause(std::string folder, const std::string& connection,
                         const std::string& server, Clock& clock)
    : folder_(folder, connection),
      is_shared_(!folder.empty()),
      file_(FormEncode(server).substr(0, kLongestName) + ".pause"),
      clock_(clock) {}

milliseconds SharedPause::Left() const {
  std::lock_guard lock(mutex_);
  if (!is_shared_)
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(
                                         own_ - clock_.Date()));
  const std::optional<std::string> text = folder_.Read(file_);
  const std::optional<Pause> pause = text ? ReadPause(*text) : std::nullopt;
  return pause ? LeftOf(*pause, ToCount(clock_.Date())) : milliseconds(0);
}

void SharedPause::Extend(milliseconds pause) const {
  pause = std::min<milliseconds>(pause, kLongest);
  if (pause <= Left()) return;
  std::lock_guard lock(mutex_);
  const Date now = clock_.Date();
  if (!is_shared_) {
    own_ = now + pause;
    return;
  }
  folder_.Write(file_, std::to_string(ToCount(now)) + " " +
                           std::to_string(ToCount(now + pause)) + "\n");
}

}  // namespace letterbox
