// An HTTP server for tests, on a thread of its own.
#ifndef LETTERBOX_TESTS_EXCHANGE_SERVER_AT_WORK_H_
#define LETTERBOX_TESTS_EXCHANGE_SERVER_AT_WORK_H_

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "exchange/certificate_authority.h"
#include "exchange/http_server.h"

namespace letterbox::exchange {

// Streams that hang until somebody ends them.
class Streams {
 public:
  void Begin(Responder responder) {
    responder.OnGone([this] {
      if (++gone_ == expected_) all_gone_.set_value();
    });
    responder.Begin(200, {{"Content-Type", "text/plain"}});
    responder.Write("begun");
    responders_.push_back(responder);
  }

  // The future is ready when that many clients have gone.
  std::future<void> Expect(int gone) {
    expected_ = gone;
    return all_gone_.get_future();
  }
  std::vector<Responder>& responders() { return responders_; }

 private:
  std::vector<Responder> responders_;
  std::promise<void> all_gone_;
  std::atomic<int> gone_{0};
  std::atomic<int> expected_{-1};
};

// A server with one handler a path, on a thread of its own; /stream hangs.
class ServerAtWork {
 public:
  using Routes = std::map<std::string, HttpServer::Handler>;

  explicit ServerAtWork(Routes routes = {}, HttpLimits limits = {},
                        CertificateAuthority* authority = nullptr)
      : work_(boost::asio::make_work_guard(io_)),
        routes_(std::move(routes)),
        server_(
            io_, authority ? &authority->server_context() : nullptr,
            [this](const HttpServerRequest& request, Responder responder) {
              Route(request, responder);
            },
            limits),
        thread_([this] { io_.run(); }) {}

  ~ServerAtWork() {
    OnThread([this] { server_.Stop(); });
    io_.stop();
    thread_.join();
  }

  template <class Action>
  void OnThread(Action action) {
    std::packaged_task<void()> task(action);
    auto done = task.get_future();
    boost::asio::post(io_, std::move(task));
    done.get();
  }

  int port() const { return server_.port(); }
  void Stop() {
    OnThread([this] { server_.Stop(); });
  }

 private:
  void Route(const HttpServerRequest& request, Responder responder) {
    const auto route = routes_.find(request.path);
    if (request.path == "/stream") {
      streams.Begin(responder);
    } else if (route == routes_.end()) {
      responder.Send(404, {}, "");
    } else {
      route->second(request, responder);
    }
  }

  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type>
      work_;
  Routes routes_;

 public:
  Streams streams;  ///< to be looked at on the thread of the server

 private:
  HttpServer server_;
  std::thread thread_;
};

}  // namespace letterbox::exchange

#endif  // LETTERBOX_TESTS_EXCHANGE_SERVER_AT_WORK_H_
