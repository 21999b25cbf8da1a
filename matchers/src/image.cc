#include "letterbox/matchers/image.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "letterbox/matchers/attachment.h"
#include "list.h"
#include "part.h"
#include "some.h"
#include "yes.h"

namespace letterbox {
namespace {

// Null where the image is none of the mail's attachments.
const Attachment* AttachmentOf(const Email& mail, const Image& image) {
  const std::string id = image.content_id();
  if (id.empty()) return nullptr;
  for (const Attachment& attachment : mail.attachments()) {
    if (attachment.content_id == id) return &attachment;
  }
  return nullptr;
}

std::vector<const Attachment*> ShownAttachments(const Email& mail) {
  std::vector<const Attachment*> shown;
  for (const Image& image : mail.images()) {
    const Attachment* attachment = AttachmentOf(mail, image);
    if (attachment != nullptr &&
        std::find(shown.begin(), shown.end(), attachment) == shown.end()) {
      shown.push_back(attachment);
    }
  }
  return shown;
}

internal::Answer AreResolved(const Email& mail) {
  for (const Image& image : mail.images()) {
    if (image.content_id().empty() || AttachmentOf(mail, image) != nullptr) {
      continue;
    }
    return {false, "no attachment is " + Printable(image.source, 100)};
  }
  const std::vector<const Attachment*> shown = ShownAttachments(mail);
  for (const Attachment& attachment : mail.attachments()) {
    if (!attachment.is_inline || attachment.content_id.empty()) continue;
    if (std::find(shown.begin(), shown.end(), &attachment) == shown.end()) {
      return {false, "nothing shows the attachment " +
                         internal::Shown(attachment) +
                         ", cid:" + Printable(attachment.content_id, 100)};
    }
  }
  return {true, ""};
}

}  // namespace

EmailMatcher HasImage(ImageMatcher image) {
  return internal::Some<Image>(
      {"has an image", "has no image", "has the image", "images"},
      [](const Email& mail) { return internal::PointersTo(mail.images()); },
      std::move(image));
}
EmailMatcher HasImage(const std::string& source) {
  return HasImage(WithSource(source));
}
EmailMatcher HasImage(const char* source) {
  return HasImage(WithSource(source));
}

EmailMatcher HasImages(ImageListMatcher images) {
  return internal::AllOfThem<Image>(
      "images",
      [](const Email& mail, std::vector<Image>&) -> const std::vector<Image>& {
        return mail.images();
      },
      std::move(images));
}

EmailMatcher HasRemoteImages(ImageListMatcher images) {
  return internal::AllOfThem<Image>(
      "remote images",
      [](const Email& mail,
         std::vector<Image>& remote) -> const std::vector<Image>& {
        std::copy_if(mail.images().begin(), mail.images().end(),
                     std::back_inserter(remote),
                     [](const Image& image) { return image.is_remote(); });
        return remote;
      },
      std::move(images));
}

EmailMatcher HasInlineImage(AttachmentMatcher attachment) {
  return internal::Some<Attachment>(
      {"shows an attachment", "shows no attachment", "shows the attachment",
       "shown attachments"},
      &ShownAttachments, std::move(attachment));
}
EmailMatcher HasInlineImage(const std::string& name) {
  return HasInlineImage(IsNamed(name));
}
EmailMatcher HasInlineImage(const char* name) {
  return HasInlineImage(IsNamed(name));
}

EmailMatcher HasResolvedImages() {
  return internal::Yes<Email>(
      {"whose inline images are all there and all shown",
       "whose inline images are not all there and shown"},
      &AreResolved);
}

ImageMatcher WithSource(StringMatcher source) {
  return internal::Part<Image>(
      {"with a source that", "with the source"},
      [](const Image& image) -> const std::string& { return image.source; },
      std::move(source));
}

ImageMatcher WithAltText(StringMatcher alt_text) {
  return internal::Part<Image>(
      {"with an alt text that", "with the alt text"},
      [](const Image& image) -> const std::string& { return image.alt_text; },
      std::move(alt_text));
}

ImageMatcher IsTrackingPixel() {
  return internal::Yes<Image>(
      {"that is a tracking pixel", "that is no tracking pixel"},
      [](const Image& image) {
        return internal::Answer{image.is_tracking_pixel(), ""};
      });
}

}  // namespace letterbox
