#include "ews/request_writer.h"

#include "mime/base64.h"

namespace letterbox::ews {

void RequestWriter::Base64(std::string_view bytes) {
  if (bytes.size() < kShortestInsert) {
    PlainText(EncodeBase64(bytes));
  } else {
    inserts_.push_back({size(), bytes});
  }
}

}  // namespace letterbox::ews
