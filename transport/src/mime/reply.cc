#include "mime/reply.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ascii.h"
#include "escape_html.h"
#include "mime/base64.h"

namespace letterbox {
namespace {

std::string HeaderOf(const Email& mail, std::string_view name) {
  for (const Header& header : mail.headers()) {
    if (EqualsIgnoringCase(header.name, name)) return header.value;
  }
  return "";
}

// The subject without what replies put before it.
std::string TopicOf(const Email& mail) {
  std::string_view topic = Trim(mail.subject());
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view prefix : {"re:", "fw:", "fwd:"}) {
      if (!EqualsIgnoringCase(topic.substr(0, prefix.size()), prefix)) continue;
      topic = Trim(topic.substr(prefix.size()));
      again = true;
    }
  }
  return std::string(topic);
}

// Exchange's own thread: the first mail's index, and five bytes a reply.
// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg
std::string ThreadIndexAfter(const std::string& index,
                             const std::string& message_id) {
  std::optional<std::string> bytes = DecodeBase64(index);
  if (!bytes || bytes->size() < 22) return "";
  // The five bytes are a time and a random part; what matters is that they
  // differ.
  std::string child;
  for (std::size_t i = 0; i < 5; ++i) {
    child += i < message_id.size() ? message_id[i] : '\0';
  }
  return EncodeBase64(*bytes + child);
}

void AddThread(const Email& mail, Draft& draft) {
  if (mail.message_id().empty()) return;
  const std::string id = "<" + mail.message_id() + ">";
  std::string references = HeaderOf(mail, "References");
  if (references.empty()) references = HeaderOf(mail, "In-Reply-To");
  draft.headers.push_back({"In-Reply-To", id});
  draft.headers.push_back(
      {"References", references.empty() ? id : references + " " + id});
  const std::string topic = HeaderOf(mail, "Thread-Topic");
  draft.headers.push_back(
      {"Thread-Topic", topic.empty() ? TopicOf(mail) : topic});
  const std::string index =
      ThreadIndexAfter(HeaderOf(mail, "Thread-Index"), mail.message_id());
  if (!index.empty()) draft.headers.push_back({"Thread-Index", index});
}

bool Has(const std::vector<EmailAddress>& list, const std::string& address) {
  return std::any_of(list.begin(), list.end(), [&](const EmailAddress& one) {
    return SameAddress(one.address, address);
  });
}

void AddRecipients(const Email& mail, ReplyKind kind, const std::string& self,
                   Draft& draft) {
  if (kind == ReplyKind::kForward) return;
  if (draft.to.empty()) {
    draft.to = mail.reply_to();
    if (draft.to.empty()) draft.to = {mail.from()};
  }
  if (kind == ReplyKind::kSender) return;
  const auto add = [&](const std::vector<EmailAddress>& from,
                       std::vector<EmailAddress>& to) {
    for (const EmailAddress& address : from) {
      if (!SameAddress(address.address, self) &&
          !Has(draft.to, address.address) && !Has(draft.cc, address.address)) {
        to.push_back(address);
      }
    }
  };
  add(mail.to(), draft.to);
  add(mail.cc(), draft.cc);
}

std::string Listed(const std::vector<EmailAddress>& addresses) {
  std::string list;
  for (const EmailAddress& address : addresses) {
    list += list.empty() ? "" : "; ";
    list += address.name.empty() ? address.address
                                 : address.name + " <" + address.address + ">";
  }
  return list;
}

// The lines that stand over a quoted mail.
std::vector<Header> Heading(const Email& mail) {
  std::vector<Header> lines = {{"From", Listed({mail.from()})},
                               {"Sent", HeaderOf(mail, "Date")},
                               {"To", Listed(mail.to())}};
  if (!mail.cc().empty()) lines.push_back({"Cc", Listed(mail.cc())});
  lines.push_back({"Subject", mail.subject()});
  return lines;
}

std::string QuotedText(const Email& mail) {
  std::string quoted = "\n\n-----Original Message-----\n";
  for (const Header& line : Heading(mail)) {
    quoted += line.name + ": " + line.value + "\n";
  }
  const std::string& text =
      mail.text_body().empty() ? mail.text() : mail.text_body();
  return quoted + "\n" + text;
}

std::string QuotedHtml(const Email& mail) {
  std::string quoted = "<hr><p>";
  for (const Header& line : Heading(mail)) {
    quoted += "<b>" + line.name + ":</b> " + EscapeHtml(line.value) + "<br>";
  }
  return quoted + "</p><blockquote>" +
         (mail.html().empty()
              ? "<pre>" + EscapeHtml(mail.text_body()) + "</pre>"
              : mail.html()) +
         "</blockquote>";
}

}  // namespace

Draft ReplyTo(const Email& mail, Draft draft, ReplyKind kind,
              const std::string& self) {
  AddRecipients(mail, kind, self, draft);
  AddThread(mail, draft);
  const bool is_forward = kind == ReplyKind::kForward;
  if (draft.subject.empty()) {
    draft.subject = (is_forward ? "Fw: " : "Re: ") + TopicOf(mail);
  }
  const bool has_html = !draft.html.empty();
  if (!draft.text.empty() || !has_html) draft.text += QuotedText(mail);
  if (has_html) draft.html += QuotedHtml(mail);
  for (const Attachment& attachment : mail.attachments()) {
    if (is_forward || (has_html && attachment.is_inline)) {
      draft.attachments.push_back(attachment);
    }
  }
  return draft;
}

}  // namespace letterbox
