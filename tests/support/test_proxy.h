// A proxy on loopback that knows hosts nobody else knows, and remembers what it
// saw.
#ifndef LETTERBOX_TESTS_SUPPORT_TEST_PROXY_H_
#define LETTERBOX_TESTS_SUPPORT_TEST_PROXY_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/test_certificates.h"

namespace letterbox {

class TestProxy {
 public:
  enum class Kind { kHttp, kHttps, kSocks5 };

  struct Options {
    Kind kind = Kind::kHttp;
    /// Where "mail.contoso.test:443" is: a port of 127.0.0.1.
    std::map<std::string, int> targets;
    /// The Proxy-Authorization that is wanted, such as "Basic cWE6cHc=", or
    /// "Bearer " for any token; empty: none. For SOCKS "user:password".
    std::string login;
    /// A token that is not taken although any other one is.
    std::string refused_login;
    std::string offer = "Basic realm=\"proxy\"";
    /// Of the one that speaks TLS.
    const TestIdentity* identity = nullptr;
  };

  explicit TestProxy(Options options);
  /// Ends all connections.
  ~TestProxy();
  TestProxy(const TestProxy&) = delete;
  TestProxy& operator=(const TestProxy&) = delete;

  int port() const { return port_; }
  std::string url() const;

  /// All that clients sent to the proxy itself, and what passed through.
  std::string heard() const;
  std::string passed() const;
  /// How many ways through were opened.
  int tunnels() const;
  /// Ends the ways through that are open.
  void CutTunnels();

 private:
  class Client;
  void AcceptAll();
  void Serve(int socket);
  int Reach(Client& client);
  int ReachByConnect(Client& client);
  int ReachBySocks(Client& client);
  int Connect(const std::string& target);
  void Pass(Client& client, int server);

  const Options options_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::string heard_;
  std::string passed_;
  int tunnels_ = 0;
  bool stopping_ = false;
  std::set<int> sockets_;  ///< all that are open
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace letterbox

#endif  // LETTERBOX_TESTS_SUPPORT_TEST_PROXY_H_
