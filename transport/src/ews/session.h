// What a mailbox and the arrivals that are read from it share.
#ifndef LETTERBOX_EWS_SESSION_H_
#define LETTERBOX_EWS_SESSION_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "auth/token_source.h"
#include "ews/cancelling_transport.h"
#include "ews/doorbell.h"
#include "ews/ews_client.h"
#include "ews/folder_feed.h"
#include "ews/releasable_transport.h"
#include "http/http_transport.h"
#include "letterbox/transport/clock.h"

namespace letterbox::ews {

/// Makes the source of tokens, given the transport that it is to ask through.
using NewTokens = std::function<std::unique_ptr<TokenSource>(HttpTransport&)>;

/// Lives for as long as the mailbox or any of its arrivals; works until it is
/// closed. Thread-safe.
class Session {
 public:
  /// `clock` must outlive it.
  Session(Site site, std::unique_ptr<HttpTransport> transport,
          const NewTokens& new_tokens, Clock& clock,
          std::unique_ptr<SharedPace> pace);

  EwsClient& client() { return client_; }
  Doorbell& doorbell() { return doorbell_; }
  Clock& clock() { return clock_; }
  FolderFeed& feed(Folder folder);

  /// Ends all requests and waits, within a second, and lets go of the
  /// transport: arrivals may live on as static objects, when what TLS stands on
  /// is gone.
  void Close();

 private:
  Clock& clock_;
  const Cancellation closing_;
  ReleasableTransport transport_;
  CancellingTransport token_transport_;
  const std::unique_ptr<TokenSource> tokens_;
  EwsClient client_;
  Doorbell doorbell_;

  std::mutex mutex_;
  std::map<Folder, std::unique_ptr<FolderFeed>> feeds_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SESSION_H_
