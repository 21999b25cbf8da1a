#include "auth/run.h"

#include <unistd.h>

#include <fstream>
#include <sstream>

namespace letterbox {
namespace {

std::string ReadProc(pid_t process, const char* name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Numbers of processes come back; together with the time of its start, in
// ticks since the machine's, a process is told from all others.
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
std::string Identity(pid_t process) {
  constexpr int kStartTimeAfterName = 20;
  const std::string stat = ReadProc(process, "stat");
  const std::size_t name_end = stat.rfind(')');
  std::string field;
  if (name_end != stat.npos) {
    std::istringstream fields(stat.substr(name_end + 1));
    for (int i = 0; i < kStartTimeAfterName; ++i) fields >> field;
  }
  return std::to_string(process) + "-" + field;
}

}  // namespace

std::string CurrentRun() {
  const pid_t parent = getppid();
  const bool is_ctest = ReadProc(parent, "comm") == "ctest\n";
  return Identity(is_ctest ? parent : getpid());
}

}  // namespace letterbox
