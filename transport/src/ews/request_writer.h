// What an operation writes itself into.
#ifndef LETTERBOX_EWS_REQUEST_WRITER_H_
#define LETTERBOX_EWS_REQUEST_WRITER_H_

#include <string>
#include <string_view>

#include "xml/writer.h"

namespace letterbox::ews {

/// XML that knows whose mailbox is meant.
class RequestWriter : public xml::Writer {
 public:
  /// `owner`: the SMTP address of the mailbox whose well-known folders are
  /// meant; empty: of the one that the request acts for.
  explicit RequestWriter(std::string_view owner = "") : owner_(owner) {}

  const std::string& owner() const { return owner_; }

 private:
  std::string owner_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_REQUEST_WRITER_H_
