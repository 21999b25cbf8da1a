// An internet of made-up servers, for the transports of one search.
#ifndef LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_MADE_UP_INTERNET_H_
#define LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_MADE_UP_INTERNET_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "autodiscover/reach.h"
#include "http/http_transport.h"
#include "http/url.h"
#include "letterbox/transport/error.h"

namespace letterbox::autodiscover {

/// Thread-safe.
class MadeUpInternet {
 public:
  using Server = std::function<HttpResponse(const HttpRequest&)>;

  /// What was asked, and as who: the Authorization header, or "connection"
  /// where the transport signs in.
  struct Request {
    std::string url;
    std::string signed_in;
  };

  /// What answers the requests to `url`, without its query; all else cannot be
  /// resolved.
  void Serve(const std::string& url, Server server) {
    servers_[url] = std::move(server);
  }
  void Serve(const std::string& url, int status, const std::string& body = "",
             std::vector<Header> headers = {}) {
    const HttpResponse response{status, std::move(headers), body};
    Serve(url, [response](const HttpRequest&) { return response; });
  }
  void Redirect(const std::string& url, const std::string& location,
                int status = 302) {
    Serve(url, status, "", {{"Location", location}});
  }

  Reach reach() {
    Reach reach;
    reach.new_anonymous = [this] {
      return std::make_unique<Transport>(*this, "");
    };
    reach.new_signing_in = [this](const std::string& origin) {
      return std::make_unique<Transport>(*this, origin);
    };
    reach.look_up_srv = [names = names_](const std::string& name) {
      const std::lock_guard lock(names->mutex);
      names->questions.push_back(name);
      return names->records;
    };
    return reach;
  }

  void SetSrv(std::vector<SrvRecord> records) {
    const std::lock_guard lock(names_->mutex);
    names_->records = std::move(records);
  }

  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::vector<std::string> srv_questions() const {
    const std::lock_guard lock(names_->mutex);
    return names_->questions;
  }
  /// The URLs that somebody signed in to.
  std::vector<std::string> signed_in() const {
    std::vector<std::string> urls;
    for (const Request& request : requests())
      if (!request.signed_in.empty()) urls.push_back(request.url);
    return urls;
  }
  bool WasAsked(const std::string& url) const {
    for (const Request& request : requests())
      if (request.url == url) return true;
    return false;
  }

 private:
  // A look-up may go on after the search has ended.
  struct Names {
    std::mutex mutex;
    std::vector<SrvRecord> records;
    std::vector<std::string> questions;
  };

  class Transport : public HttpTransport {
   public:
    Transport(MadeUpInternet& internet, std::string login)
        : internet_(internet), login_(std::move(login)) {}
    HttpResponse Send(const HttpRequest& request,
                      const Cancellation&) override {
      const HttpUrl url = ParseHttpUrl(request.url, request.may_be_plain);
      return internet_.Answer(url, request, url.origin == login_);
    }
    HttpResponse Stream(const HttpRequest& request,
                        const std::function<void(std::string_view)>&,
                        const Cancellation& cancellation) override {
      return Send(request, cancellation);
    }

   private:
    MadeUpInternet& internet_;
    const std::string login_;
  };

  HttpResponse Answer(const HttpUrl& url, const HttpRequest& request,
                      bool signs_in) {
    std::string signed_in = signs_in ? "connection" : "";
    for (const Header& header : request.headers)
      if (header.name == "Authorization") signed_in = header.value;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back({url.shown, signed_in});
    }
    const auto server = servers_.find(url.shown);
    if (server != servers_.end()) {
      HttpRequest seen = request;
      if (signs_in) seen.headers.push_back({"Authorization", "connection"});
      return server->second(seen);
    }
    throw ConnectionError(ConnectionError::Kind::kResolve,
                          request.method + " " + url.shown +
                              ": the host name cannot be resolved.",
                          url.shown, false);
  }

  std::map<std::string, Server> servers_;
  const std::shared_ptr<Names> names_ = std::make_shared<Names>();
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
};

}  // namespace letterbox::autodiscover

#endif  // LETTERBOX_TESTS_TRANSPORT_AUTODISCOVER_MADE_UP_INTERNET_H_
