// A line on cpprestsdk: one client of it, used by one request at a time, so
// that what its callbacks report belongs to that request.
#ifndef LETTERBOX_HTTP_CPPREST_LINE_H_
#define LETTERBOX_HTTP_CPPREST_LINE_H_

#include <memory>

#include "http/line.h"
#include "http/reception.h"
#include "http/tls_rules.h"

namespace letterbox {

class RequestStream;

class CpprestLine : public Line {
 public:
  CpprestLine(const HttpUrl& origin, const LineOptions& options,
              std::shared_ptr<const TlsRules> rules);
  ~CpprestLine() override;

  void Exchange(const HttpUrl& url, const HttpRequest& request,
                const Sink& sink, const Cancellation& cancellation) override;

 private:
  struct State;
  struct Use;

  /// What comes back goes to the returned Reception, which lives as long as it
  /// is needed.
  std::shared_ptr<Reception> Start(const HttpUrl& url,
                                   const HttpRequest& request,
                                   const std::shared_ptr<RequestStream>& body);
  /// Whether the server may have seen the whole request by now.
  bool maybe_sent() const;

  const std::shared_ptr<State> state_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CPPREST_LINE_H_
