#include "letterbox/matchers/attachment.h"

#include <utility>

#include "part.h"
#include "some.h"

namespace letterbox {

EmailMatcher HasAttachment(AttachmentMatcher attachment) {
  return internal::Some<Attachment>(
      {"has an attachment", "has no attachment", "has the attachment",
       "attachments"},
      [](const Email& mail) {
        return internal::PointersTo(mail.attachments());
      },
      std::move(attachment));
}
EmailMatcher HasAttachment(const std::string& name) {
  return HasAttachment(IsNamed(name));
}
EmailMatcher HasAttachment(const char* name) {
  return HasAttachment(IsNamed(name));
}

AttachmentMatcher IsNamed(StringMatcher name) {
  return internal::Part<Attachment>(
      {"with a name that", "with the name"},
      [](const Attachment& whole) -> const std::string& { return whole.name; },
      std::move(name));
}

AttachmentMatcher HasContentType(StringMatcher content_type) {
  return internal::Part<Attachment>(
      {"with a content type that", "with the content type"},
      [](const Attachment& whole) -> const std::string& {
        return whole.content_type;
      },
      std::move(content_type));
}

AttachmentMatcher HasContent(StringMatcher content) {
  return internal::Part<Attachment>(
      {"with content that", "with the content", 80},
      [](const Attachment& whole) -> const std::string& {
        return whole.content;
      },
      std::move(content));
}

}  // namespace letterbox
