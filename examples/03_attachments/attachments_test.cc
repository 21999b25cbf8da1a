// Sends from one mailbox to another, and compares what arrives.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <letterbox/letterbox.h>

#include <string>

using letterbox::Draft;
using letterbox::Email;
using letterbox::HasAttachment;
using letterbox::HasContent;
using letterbox::HasContentType;
using letterbox::HasSubject;
using letterbox::IsFrom;
using letterbox::IsNamed;
using letterbox::Subscription;
using testing::AllOf;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class Attachments : public letterbox::MailTest {};

TEST_F(Attachments, ArriveByteForByte) {
  // All 256 bytes, so that any conversion on the way shows.
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);

  Subscription clerk = Subscribe("clerk");
  Draft draft;
  draft.to = {clerk.address()};
  draft.subject = "Two files";
  draft.text = "See attached.";
  draft.attachments = {{"Überblick.csv", "text/csv", "name;amount\nÖl;3\n"},
                       {"all bytes.bin", "application/octet-stream", bytes}};
  Send("accountant", draft);

  Email mail = clerk.Receive(HasSubject("Two files"));
  EXPECT_THAT(mail, IsFrom("accountant@contoso.test"));
  EXPECT_THAT(mail.attachments(), SizeIs(2));
  EXPECT_THAT(mail, HasAttachment(AllOf(IsNamed("Überblick.csv"),
                                        HasContentType("text/csv"),
                                        HasContent(StartsWith("name;")))));
  EXPECT_THAT(
      mail, HasAttachment(AllOf(IsNamed("all bytes.bin"), HasContent(bytes))));
  EXPECT_THAT(mail, Not(HasAttachment(HasContent(IsEmpty()))));
}
