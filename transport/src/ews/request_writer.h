// What an operation writes itself into.
#ifndef LETTERBOX_EWS_REQUEST_WRITER_H_
#define LETTERBOX_EWS_REQUEST_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "http/http_transport.h"
#include "xml/writer.h"

namespace letterbox::ews {

/// XML that knows whose mailbox is meant.
class RequestWriter : public xml::Writer {
 public:
  /// `owner`: the SMTP address of the mailbox whose well-known folders are
  /// meant; empty: of the one that the request acts for.
  explicit RequestWriter(std::string_view owner = "") : owner_(owner) {}

  const std::string& owner() const { return owner_; }

  /// Text that says `bytes`, which must live until the request is sent.
  void Base64(std::string_view bytes);

  /// What was left out of the text, since it is long.
  const std::vector<HttpRequest::Insert>& inserts() const { return inserts_; }

 private:
  /// What is shorter, in bytes, stands in the text itself.
  static constexpr std::size_t kShortestInsert = std::size_t{64} << 10;

  std::string owner_;
  std::vector<HttpRequest::Insert> inserts_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_REQUEST_WRITER_H_
