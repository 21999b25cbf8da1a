// What lies between a client and a server, and can fail.
#ifndef LETTERBOX_TESTS_SUPPORT_TCP_RELAY_H_
#define LETTERBOX_TESTS_SUPPORT_TCP_RELAY_H_

#include <atomic>
#include <list>
#include <thread>

namespace letterbox {

/// Passes bytes between its own port and another one, both of 127.0.0.1.
class TcpRelay {
 public:
  explicit TcpRelay(int target);
  /// Ends all connections.
  ~TcpRelay();
  TcpRelay(const TcpRelay&) = delete;
  TcpRelay& operator=(const TcpRelay&) = delete;

  int port() const { return port_; }

  /// Ends all connections by a reset. New ones are passed on.
  void Cut();
  /// Cuts once when that many more bytes, at least one, have passed in either
  /// direction; below 0: never.
  void CutAfter(long bytes);
  /// From here on connections are taken and kept open, and nothing passes.
  void FallSilent();

 private:
  struct Line {
    int client;
    int server;
  };

  void Run();
  void Accept();
  bool Pass(int from, int to);
  void End(const Line& line);

  const int target_;
  const int listener_;
  const int wake_;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> cutting_{false};
  std::atomic<bool> silent_{false};
  std::atomic<long> left_{-1};  ///< bytes until the cut
  std::list<Line> lines_;       ///< the thread's alone
  std::thread thread_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_TCP_RELAY_H_
