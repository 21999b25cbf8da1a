// SOAP envelopes: what goes out, and what an answer says of itself.
// https://www.w3.org/TR/2000/NOTE-SOAP-20000508/
#ifndef LETTERBOX_EWS_SOAP_H_
#define LETTERBOX_EWS_SOAP_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ews/request_writer.h"
#include "xml/reader.h"

namespace letterbox::ews {

/// How the server judged a request, or one item of it.
struct Status {
  /// A warning means that the item was not processed, or not as asked.
  enum class Class { kSuccess, kWarning, kError };

  Class response_class = Class::kSuccess;
  /// "NoError", "ErrorItemNotFound", …; the server's own word.
  std::string code;
  /// The server's explanation, raw; may be empty.
  std::string text;
  /// How long a busy server asks to be left alone, where it says.
  std::optional<std::chrono::milliseconds> back_off;

  bool ok() const { return response_class == Class::kSuccess; }
};

/// One of the response messages of an answer: one an item of the request.
struct ResponseMessage {
  Status status;
  xml::Element element;
};

/// How much of an answer that cannot be read is shown.
inline constexpr std::size_t kBeginning = 1000;

/// A read envelope. It is either a fault or the answer of an operation.
struct Answer {
  xml::Document document;
  std::string beginning;  ///< of the text that was read
  std::optional<Status> fault;
  /// The element inside the body.
  xml::Element payload;
  std::vector<ResponseMessage> messages;
};

/// What an envelope says besides the operation.
struct RequestContext {
  /// https://learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion
  std::string_view version;
  /// The SMTP address of the mailbox that an application acts for, or empty.
  std::string_view impersonate;
  /// Whose folders are meant, where it is not told by `impersonate`; or empty.
  std::string_view owner;
};

/// A request's body: what stands at `inserts` is encoded as it is sent.
struct Envelope {
  std::string xml;
  std::vector<HttpRequest::Insert> inserts;
};

/// The request envelope of `operation`; `write` writes what is inside it.
Envelope WriteEnvelope(std::string_view operation,
                       const RequestContext& context,
                       const std::function<void(RequestWriter&)>& write);

/// Reads an envelope whatever the operation. Response messages are taken by
/// their place, since some servers misname them. Throws xml::ParseError where
/// `text` is not a SOAP envelope.
Answer ReadAnswer(xml::Spliced spliced);
Answer ReadAnswer(std::string_view text);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_SOAP_H_
