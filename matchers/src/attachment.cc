#include "letterbox/matchers/attachment.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <ostream>
#include <utility>

#include "list.h"
#include "part.h"
#include "some.h"
#include "text_is.h"
#include "value.h"
#include "yes.h"

namespace letterbox {
namespace {

const std::string& ContentOf(const Attachment& attachment) {
  return attachment.content;
}

// A matcher of a text that is made of an attachment when it is asked for.
AttachmentMatcher Made(internal::PartWords words,
                       std::string (Attachment::*make)() const,
                       StringMatcher inner) {
  return internal::Value<Attachment, std::string>(
      {words.described, words.explained, ""},
      [make](const Attachment& attachment) { return (attachment.*make)(); },
      std::move(inner));
}

// The text of an attachment is a string; points at the first difference.
class ContentTextIs : public testing::MatcherInterface<const Attachment&> {
 public:
  explicit ContentTextIs(std::string text) : text_(std::move(text)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "with a text that is equal to " << Quoted(text_);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "with a text that isn't equal to " << Quoted(text_);
  }
  bool MatchAndExplain(const Attachment& attachment,
                       testing::MatchResultListener* listener) const override {
    const std::string text = attachment.text();
    const bool matches = text == text_;
    if (!internal::IsInterested(listener)) return matches;
    const auto far =
        matches ? std::nullopt : internal::FarDifference(text, text_);
    if (far) {
      *listener << "with a text that " << *far;
    } else {
      *listener << "with the text " << Quoted(text);
    }
    return matches;
  }

 private:
  std::string text_;
};

// A mail inside the mail.
class MailInside : public testing::MatcherInterface<const Attachment&> {
 public:
  explicit MailInside(EmailMatcher inner) : inner_(std::move(inner)) {}

  void DescribeTo(std::ostream* out) const override {
    *out << "which is a mail " << internal::Description(inner_, false);
  }
  void DescribeNegationTo(std::ostream* out) const override {
    *out << "which is no mail " << internal::Description(inner_, false);
  }
  bool MatchAndExplain(const Attachment& attachment,
                       testing::MatchResultListener* listener) const override {
    const bool is_mail = attachment.content_type == "message/rfc822" ||
                         attachment.content_type == "message/global";
    if (!is_mail) {
      if (internal::IsInterested(listener)) {
        *listener << "which is no mail but "
                  << Printable(attachment.content_type, 60);
      }
      return false;
    }
    const Email mail = attachment.email();
    if (!internal::IsInterested(listener)) return inner_.Matches(mail);
    bool matches = false;
    const std::string why = internal::Explanation(inner_, mail, &matches);
    *listener << "which is the mail " << internal::Shown(mail);
    if (!why.empty()) *listener << ", " << why;
    return matches;
  }

 private:
  EmailMatcher inner_;
};

internal::Answer CompareWithFile(const std::string& content,
                                 const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file),
                          std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return {false,
            std::string("which cannot be read: ") + std::strerror(errno)};
  }
  if (bytes == content) return {true, ""};
  std::size_t at = 0;
  while (at < bytes.size() && at < content.size() && bytes[at] == content[at]) {
    ++at;
  }
  return {false, "which has " + std::to_string(bytes.size()) +
                     " bytes and differs from these " +
                     std::to_string(content.size()) + " at byte " +
                     std::to_string(at)};
}

}  // namespace

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

EmailMatcher HasAttachments(
    testing::Matcher<const std::vector<Attachment>&> attachments) {
  return internal::AllOfThem<Attachment>(
      "attachments",
      [](const Email& mail, auto&) -> const std::vector<Attachment>& {
        return mail.attachments();
      },
      std::move(attachments));
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

AttachmentMatcher HasSniffedType(StringMatcher content_type) {
  return Made({"with bytes of a type that", "with bytes of the type"},
              &Attachment::sniffed_type, std::move(content_type));
}

AttachmentMatcher HasSize(testing::Matcher<const std::size_t&> size) {
  return internal::Value<Attachment, std::size_t>(
      {"whose size", "whose size is", ""},
      [](const Attachment& whole) { return whole.content.size(); },
      std::move(size));
}

AttachmentMatcher HasContent(StringMatcher content) {
  return internal::Part<Attachment>(
      {"with content that", "with the content", 80}, &ContentOf,
      std::move(content));
}
AttachmentMatcher HasContent(const std::string& content) {
  return internal::TextIs<Attachment>(
      {"with content that", "with the content", 80}, &ContentOf, content);
}
AttachmentMatcher HasContent(const char* content) {
  return HasContent(std::string(content));
}

AttachmentMatcher HasContentText(StringMatcher text) {
  return Made({"with a text that", "with the text"}, &Attachment::text,
              std::move(text));
}
AttachmentMatcher HasContentText(const std::string& text) {
  return testing::MakeMatcher(new ContentTextIs(text));
}
AttachmentMatcher HasContentText(const char* text) {
  return HasContentText(std::string(text));
}

AttachmentMatcher HasSha256(StringMatcher digits) {
  return Made({"with a SHA-256 that", "with the SHA-256"}, &Attachment::sha256,
              std::move(digits));
}

AttachmentMatcher HasContentOf(const std::string& file) {
  const std::string shown = Printable(file);
  return internal::Yes<Attachment>(
      {"with the content of " + shown, "without the content of " + shown},
      [file](const Attachment& attachment) {
        return CompareWithFile(attachment.content, file);
      });
}

AttachmentMatcher IsInline() {
  return internal::Yes<Attachment>(
      {"which is inline", "which is not inline"},
      [](const Attachment& attachment) {
        return internal::Answer{attachment.is_inline, ""};
      });
}

AttachmentMatcher IsEmail(EmailMatcher mail) {
  return testing::MakeMatcher(new MailInside(std::move(mail)));
}

}  // namespace letterbox
