// Which processes belong together.
#ifndef LETTERBOX_AUTH_RUN_H_
#define LETTERBOX_AUTH_RUN_H_

#include <string>

namespace letterbox {

/// The same for all tests of one ctest; else for this process alone.
std::string CurrentRun();

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_RUN_H_
