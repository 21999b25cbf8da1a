// What the way through a proxy costs: a call through the relay beside
// cpprestsdk's own Basic, the CPU of a new TLS connection beside libcurl's, and
// how soon a call that hangs in CONNECT can be cancelled.
//   proxy_time PROXY_URL USER PASSWORD
#define _TURN_OFF_PLATFORM_STRING
#include <cpprest/http_client.h>
#include <openssl/ssl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "http/http_transport.h"
#include "support/raw_server.h"
#include "support/test_certificates.h"

namespace letterbox {
namespace {

using std::chrono::steady_clock;

constexpr int kCalls = 400;
constexpr int kConnections = 20;

/// In a process of its own, so that its CPU is not counted. It ends with the
/// one that made it, however that ends.
class Server {
 public:
  explicit Server(const TestIdentity& authority) {
    int ends[2];
    int life[2];
    if (pipe(ends) != 0 || pipe(life) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ == 0) {
      close(life[1]);
      RawServer server(AnswerAlways(HttpAnswer(200, std::string(1000, 'x'))),
                       RawServer::Tls{authority.Issue({}), 0});
      const int port = server.port();
      if (write(ends[1], &port, sizeof port) != sizeof port) _exit(1);
      char end;
      while (read(life[0], &end, 1) != 0) {
      }
      _exit(0);
    }
    close(life[0]);
    if (read(ends[0], &port_, sizeof port_) != sizeof port_)
      throw std::runtime_error("no server");
  }
  ~Server() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string url() const {
    return "https://localhost:" + std::to_string(port_) + "/";
  }

 private:
  pid_t child_ = 0;
  int port_ = 0;
};

double MillisecondsOf(const std::function<void()>& action) {
  const auto begun = steady_clock::now();
  action();
  return std::chrono::duration<double, std::milli>(steady_clock::now() - begun)
      .count();
}

double CpuMillisecondsOf(const std::function<void()>& action) {
  const auto used = [] {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) * 1e3 +
             static_cast<double>(t.tv_usec) / 1e3;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
  };
  const double before = used();
  action();
  return used() - before;
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

HttpRequest Call(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.body = std::string(1000, 'x');
  return request;
}

/// cpprestsdk by itself, with the one kind of proxy that it knows.
class BareClient {
 public:
  BareClient(const std::string& url, char** proxy, X509* authority)
      : client_(url, ConfigOf(proxy, authority)) {}

  void Send() {
    client_
        .request(web::http::methods::POST, "/", std::string(1000, 'x'),
                 "application/octet-stream")
        .then([](const web::http::http_response& response) {
          return response.extract_string(true);
        })
        .get();
  }

 private:
  static web::http::client::http_client_config ConfigOf(char** proxy,
                                                        X509* authority) {
    web::http::client::http_client_config config;
    web::web_proxy there(proxy[1]);
    there.set_credentials(web::credentials(proxy[2], proxy[3]));
    config.set_proxy(there);
    config.set_ssl_context_callback(
        [authority](boost::asio::ssl::context& context) {
          X509_STORE_add_cert(SSL_CTX_get_cert_store(context.native_handle()),
                              authority);
        });
    return config;
  }
  web::http::client::http_client client_;
};

void PrintCalls(const std::string& url, const HttpOptions& options,
                char** proxy, X509* authority) {
  const auto transport = NewCpprestTransport(options);
  BareClient bare(url, proxy, authority);
  const HttpRequest request = Call(url);
  transport->Send(request);
  bare.Send();
  std::vector<double> by_relay;
  std::vector<double> by_itself;
  for (int i = 0; i < kCalls; ++i) {
    by_relay.push_back(MillisecondsOf([&] { transport->Send(request); }));
    by_itself.push_back(MillisecondsOf([&] { bare.Send(); }));
  }
  const double relay = Median(by_relay);
  const double itself = Median(by_itself);
  std::printf(
      "a call through the proxy, p50: %.3f ms by the relay, %.3f ms by "
      "cpprestsdk itself, %+.3f ms\n",
      relay, itself, relay - itself);
}

void PrintConnections(const std::string& url, HttpOptions options) {
  options.proxy.url = "none";
  const HttpRequest request = Call(url);
  const auto each =
      [&](std::unique_ptr<HttpTransport> (*make)(const HttpOptions&)) {
        make(options)->Send(request);
        return CpuMillisecondsOf([&] {
                 for (int i = 0; i < kConnections; ++i)
                   make(options)->Send(request);
               }) /
               kConnections;
      };
  std::printf(
      "CPU of a new TLS connection: %.1f ms on cpprestsdk, %.1f ms on "
      "libcurl\n",
      each(NewCpprestTransport), each(NewCurlTransport));
}

void PrintCancelling(HttpOptions options) {
  RawServer silent([](RawConnection& connection) {
    connection.ReadRequest();
    connection.AwaitEnd();
  });
  options.proxy.url = "http://localhost:" + std::to_string(silent.port());
  const auto transport = NewCpprestTransport(options);
  double longest = 0;
  for (std::size_t i = 1; i <= kConnections; ++i) {
    const Cancellation cancellation;
    auto call = std::async(std::launch::async, [&] {
      try {
        transport->Send(Call("https://mail.contoso.test/"), cancellation);
      } catch (const ConnectionError&) {
      }
    });
    silent.AwaitRequests(i);
    longest = std::max(longest, MillisecondsOf([&] {
                         cancellation.Cancel();
                         call.get();
                       }));
  }
  std::printf("cancelling a call that hangs in CONNECT: %.1f ms at most\n",
              longest);
}

void Run(char** proxy) {
  const TestIdentity authority =
      TestIdentity::SelfSigned({"authority", "", -3600, 3600});
  const Server server(authority);
  HttpOptions options;
  options.tls.ca_pem = authority.pem();
  options.proxy.url = proxy[1];
  options.proxy.user = proxy[2];
  options.proxy.password = proxy[3];
  options.proxy.method = Proxy::Method::kBasic;
  PrintCalls(server.url(), options, proxy, authority.certificate());
  PrintConnections(server.url(), options);
  PrintCancelling(options);
}

}  // namespace
}  // namespace letterbox

int main(int count, char** arguments) {
  if (count != 4) return 2;
  try {
    letterbox::Run(arguments);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "proxy_time: %s\n", error.what());
    return 1;
  }
}
