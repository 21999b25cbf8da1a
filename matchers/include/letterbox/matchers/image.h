// Matchers of the images of a mail.
//
//   matcher              inner type  the mail, or the image, matches if
//   HasImage             image       some image or background of its HTML
//                                    matches
//   HasImages            list        all of them match
//   HasRemoteImages      list        those that are fetched from the network
//                                    match
//   HasInlineImage       attachment  its HTML shows some attachment, by cid:,
//                                    that matches
//   HasResolvedImages()  -           each cid: of its HTML is an attachment,
//                                    and each inline attachment with a content
//                                    id is shown
//   WithSource           string      the image's address matches
//   WithAltText          string      the text that stands for it matches
//   IsTrackingPixel()    -           it is remote and two pixels wide and high
//                                    at most
//
//   EXPECT_THAT(mail, HasInlineImage("logo.png"));
//   EXPECT_THAT(mail, HasImages(Each(WithAltText(Not(IsEmpty())))));
//   EXPECT_THAT(mail, HasRemoteImages(SizeIs(1)));
//   EXPECT_THAT(mail, Not(HasImage(IsTrackingPixel())));
//
// Where the inner type is an image, a string is short for WithSource; where it
// is an attachment, for IsNamed.
#ifndef LETTERBOX_MATCHERS_IMAGE_H_
#define LETTERBOX_MATCHERS_IMAGE_H_

#include <string>

#include "letterbox/matchers/matcher.h"

namespace letterbox {

EmailMatcher HasImage(ImageMatcher image);
EmailMatcher HasImage(const std::string& source);
EmailMatcher HasImage(const char* source);

EmailMatcher HasImages(ImageListMatcher images);

EmailMatcher HasRemoteImages(ImageListMatcher images);

EmailMatcher HasInlineImage(AttachmentMatcher attachment);
EmailMatcher HasInlineImage(const std::string& name);
EmailMatcher HasInlineImage(const char* name);

EmailMatcher HasResolvedImages();

ImageMatcher WithSource(StringMatcher source);

ImageMatcher WithAltText(StringMatcher alt_text);

ImageMatcher IsTrackingPixel();

}  // namespace letterbox

#endif  // LETTERBOX_MATCHERS_IMAGE_H_
