#include "ews/session.h"

#include <utility>

namespace letterbox::ews {

Session::Session(Site site, std::unique_ptr<HttpTransport> transport,
                 const NewTokens& new_tokens, Clock& clock,
                 std::unique_ptr<SharedPace> pace)
    : clock_(clock),
      transport_(std::move(transport)),
      token_transport_(transport_, closing_),
      tokens_(new_tokens(token_transport_)),
      client_(std::move(site), transport_, *tokens_, closing_, clock,
              std::move(pace)),
      doorbell_(client_, clock) {}

FolderFeed& Session::feed(Folder folder) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::unique_ptr<FolderFeed>& feed = feeds_[folder];
  if (!feed)
    feed = std::make_unique<FolderFeed>(client_, doorbell_, clock_, folder);
  return *feed;
}

void Session::Close() {
  closing_.Cancel();
  doorbell_.Close();
  transport_.Release();
}

}  // namespace letterbox::ews
