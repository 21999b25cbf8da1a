// Until when a server wants to be left alone, for all processes of this user.
#ifndef LETTERBOX_AUTH_SHARED_PAUSE_H_
#define LETTERBOX_AUTH_SHARED_PAUSE_H_

#include <chrono>
#include <mutex>
#include <string>

#include "auth/private_folder.h"
#include "letterbox/transport/clock.h"

namespace letterbox {

/// The pause of one server. Thread-safe. Throws AuthError as PrivateFolder
/// does.
class SharedPause {
 public:
  using Date = std::chrono::system_clock::time_point;

  /// No pause is longer, whatever a server or a file says.
  static constexpr std::chrono::hours kLongest{1};

  /// `folder` is the connection's token store; where it is empty, the pause is
  /// this object's own. `server` is any name that the processes agree on, such
  /// as "https://mail.contoso.com customer@contoso.com".
  SharedPause(std::string folder, const std::string& connection,
              const std::string& server, Clock& clock);

  /// How long nobody should ask; zero where anybody may. Never touches the
  /// network, and waits for nobody.
  std::chrono::milliseconds Left() const;

  /// Nobody should ask for `pause` from now on. An earlier, longer pause
  /// stays.
  void Extend(std::chrono::milliseconds pause) const;

 private:
  const PrivateFolder folder_;
  const bool is_shared_;
  const std::string file_;
  Clock& clock_;
  mutable std::mutex mutex_;
  mutable Date own_{};  ///< where there is no folder
};

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_SHARED_PAUSE_H_
