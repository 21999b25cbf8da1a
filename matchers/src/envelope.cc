#include "letterbox/matchers/envelope.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "list.h"
#include "part.h"
#include "some.h"
#include "text_is.h"
#include "yes.h"

namespace letterbox {
namespace {

using Addresses = internal::SomeMatcher<EmailAddress>::Elements;

EmailMatcher HasParty(const std::string& noun, Addresses addresses,
                      AddressMatcher inner) {
  return internal::Some<EmailAddress>(
      {"has a " + noun, "has no " + noun, "has the " + noun, noun + "s"},
      std::move(addresses), std::move(inner));
}

Addresses Every(const std::vector<EmailAddress>& (Email::*list)() const) {
  return [list](const Email& mail) {
    return internal::PointersTo((mail.*list)());
  };
}

std::vector<const EmailAddress*> SenderOf(const Email& mail) {
  if (mail.from() == EmailAddress()) return {};
  return {&mail.from()};
}

// Without regard to the case of ASCII letters.
bool SameName(const std::string& a, const std::string& b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<const Header*> Named(const Email& mail, const std::string& name) {
  std::vector<const Header*> named;
  for (const Header& header : mail.headers()) {
    if (SameName(header.name, name)) named.push_back(&header);
  }
  return named;
}

testing::Matcher<const Header&> ValueOf(StringMatcher value) {
  return internal::Part<Header>(
      {"with a value that", "with the value"},
      [](const Header& header) -> const std::string& { return header.value; },
      std::move(value));
}

// The same, which points at the first difference.
testing::Matcher<const Header&> ValueIs(const std::string& value) {
  return internal::TextIs<Header>(
      {"with a value that", "with the value"},
      [](const Header& header) -> const std::string& { return header.value; },
      value);
}

EmailMatcher SomeHeader(const std::string& name,
                        testing::Matcher<const Header&> value) {
  const std::string noun = "header " + Printable(name);
  return internal::Some<Header>(
      {"has a " + noun, "has no " + noun, "has the header",
       "headers " + Printable(name)},
      [name](const Email& mail) { return Named(mail, name); },
      std::move(value));
}

EmailMatcher FirstHeader(const std::string& name,
                         testing::Matcher<const Header&> value) {
  const std::string noun = "first header " + Printable(name);
  return internal::Some<Header>(
      {"has a " + noun, "has no " + noun, "has the first header", noun},
      [name](const Email& mail) {
        std::vector<const Header*> named = Named(mail, name);
        if (named.size() > 1) named.resize(1);
        return named;
      },
      std::move(value));
}

// The whole of one of the mail's own lists.
EmailMatcher HasAll(const std::string& noun,
                    const std::vector<EmailAddress>& (Email::*list)() const,
                    AddressListMatcher inner) {
  return internal::AllOfThem<EmailAddress>(
      noun,
      [list](const Email& mail, auto&) -> const std::vector<EmailAddress>& {
        return (mail.*list)();
      },
      std::move(inner));
}

bool Contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool Answers(const Email& mail, const Email& original) {
  return !original.message_id().empty() &&
         Contains(mail.in_reply_to(), original.message_id());
}

bool Mentions(const Email& mail, const Email& other) {
  return Answers(mail, other) ||
         (!other.message_id().empty() &&
          Contains(mail.references(), other.message_id()));
}

// Whether some id of the one's thread is one of the other's.
bool ShareAReference(const Email& a, const Email& b) {
  return std::any_of(
      a.references().begin(), a.references().end(),
      [&](const std::string& id) { return Contains(b.references(), id); });
}

bool InOneThread(const Email& a, const Email& b) {
  if (Mentions(a, b) || Mentions(b, a) || ShareAReference(a, b)) return true;
  const std::string& conversation = a.item().conversation_id;
  return !conversation.empty() && conversation == b.item().conversation_id;
}

std::string ShowIds(const std::vector<std::string>& ids) {
  return ids.empty() ? "none" : internal::ShownList(ids);
}

}  // namespace

EmailMatcher HasSubject(StringMatcher subject) {
  return internal::Part<Email>({"whose subject", "whose subject is"},
                               &Email::subject, std::move(subject));
}
EmailMatcher HasSubject(const std::string& subject) {
  return internal::TextIs<Email>({"whose subject", "whose subject is"},
                                 &Email::subject, subject);
}
EmailMatcher HasSubject(const char* subject) {
  return HasSubject(std::string(subject));
}

EmailMatcher IsFrom(AddressMatcher sender) {
  return HasParty("sender", &SenderOf, std::move(sender));
}
EmailMatcher IsFrom(const std::string& address) {
  return IsFrom(IsAddress(address));
}
EmailMatcher IsFrom(const char* address) { return IsFrom(IsAddress(address)); }

EmailMatcher HasSender(AddressMatcher sender) {
  return HasParty(
      "Sender",
      [](const Email& mail) {
        std::vector<const EmailAddress*> one;
        if (mail.sender() != EmailAddress()) one.push_back(&mail.sender());
        return one;
      },
      std::move(sender));
}
EmailMatcher HasSender(const std::string& address) {
  return HasSender(IsAddress(address));
}
EmailMatcher HasSender(const char* address) {
  return HasSender(IsAddress(address));
}

EmailMatcher HasReplyTo(AddressMatcher address) {
  return HasParty("Reply-To address", Every(&Email::reply_to),
                  std::move(address));
}
EmailMatcher HasReplyTo(const std::string& address) {
  return HasReplyTo(IsAddress(address));
}
EmailMatcher HasReplyTo(const char* address) {
  return HasReplyTo(IsAddress(address));
}

EmailMatcher HasReturnPath(AddressMatcher address) {
  return HasParty(
      "return path",
      [](const Email& mail) {
        std::vector<const EmailAddress*> one;
        if (mail.return_path()) one.push_back(&*mail.return_path());
        return one;
      },
      std::move(address));
}
EmailMatcher HasReturnPath(const std::string& address) {
  return HasReturnPath(IsAddress(address));
}
EmailMatcher HasReturnPath(const char* address) {
  return HasReturnPath(IsAddress(address));
}

EmailMatcher HasTo(AddressMatcher recipient) {
  return HasParty("To recipient", Every(&Email::to), std::move(recipient));
}
EmailMatcher HasTo(const std::string& address) {
  return HasTo(IsAddress(address));
}
EmailMatcher HasTo(const char* address) { return HasTo(IsAddress(address)); }

EmailMatcher HasCc(AddressMatcher recipient) {
  return HasParty("Cc recipient", Every(&Email::cc), std::move(recipient));
}
EmailMatcher HasCc(const std::string& address) {
  return HasCc(IsAddress(address));
}
EmailMatcher HasCc(const char* address) { return HasCc(IsAddress(address)); }

EmailMatcher HasBcc(AddressMatcher recipient) {
  return HasParty("Bcc recipient", Every(&Email::bcc), std::move(recipient));
}
EmailMatcher HasBcc(const std::string& address) {
  return HasBcc(IsAddress(address));
}
EmailMatcher HasBcc(const char* address) { return HasBcc(IsAddress(address)); }

EmailMatcher ReceivedAsBcc(AddressMatcher recipient) {
  const std::string inner = internal::Description(recipient, false);
  return internal::Yes<Email>(
      {"which names no recipient " + inner + " in To or Cc",
       "which names a recipient " + inner + " in To or Cc"},
      [recipient](const Email& mail) {
        for (const auto* list : {&mail.to(), &mail.cc()}) {
          for (const EmailAddress& each : *list) {
            if (recipient.Matches(each)) {
              return internal::Answer{false, internal::Shown(each)};
            }
          }
        }
        return internal::Answer{true, ""};
      });
}
EmailMatcher ReceivedAsBcc(const std::string& address) {
  return ReceivedAsBcc(IsAddress(address));
}
EmailMatcher ReceivedAsBcc(const char* address) {
  return ReceivedAsBcc(IsAddress(address));
}

EmailMatcher HidesBcc() {
  return internal::Yes<Email>(
      {"which shows no Bcc recipient", "which shows a Bcc recipient"},
      [](const Email& mail) {
        if (mail.bcc().empty()) {
          return internal::Answer{Named(mail, "Bcc").empty(), ""};
        }
        return internal::Answer{false, internal::ShownList(mail.bcc())};
      });
}

EmailMatcher HasToRecipients(AddressListMatcher recipients) {
  return HasAll("To recipients", &Email::to, std::move(recipients));
}

EmailMatcher HasCcRecipients(AddressListMatcher recipients) {
  return HasAll("Cc recipients", &Email::cc, std::move(recipients));
}

EmailMatcher HasRecipients(AddressListMatcher recipients) {
  return internal::AllOfThem<EmailAddress>(
      "recipients",
      [](const Email& mail,
         std::vector<EmailAddress>& all) -> const std::vector<EmailAddress>& {
        for (const auto* list : {&mail.to(), &mail.cc(), &mail.bcc()}) {
          all.insert(all.end(), list->begin(), list->end());
        }
        return all;
      },
      std::move(recipients));
}

EmailMatcher HasHeader(const std::string& name, StringMatcher value) {
  return SomeHeader(name, ValueOf(std::move(value)));
}
EmailMatcher HasHeader(const std::string& name, const std::string& value) {
  return SomeHeader(name, ValueIs(value));
}
EmailMatcher HasHeader(const std::string& name, const char* value) {
  return SomeHeader(name, ValueIs(value));
}

EmailMatcher HasFirstHeader(const std::string& name, StringMatcher value) {
  return FirstHeader(name, ValueOf(std::move(value)));
}
EmailMatcher HasFirstHeader(const std::string& name, const std::string& value) {
  return FirstHeader(name, ValueIs(value));
}
EmailMatcher HasFirstHeader(const std::string& name, const char* value) {
  return FirstHeader(name, ValueIs(value));
}

EmailMatcher HasHeaders(const std::string& name, StringListMatcher values) {
  return internal::AllOfThem<std::string>(
      "headers " + Printable(name),
      [name](const Email& mail,
             std::vector<std::string>& all) -> const std::vector<std::string>& {
        for (const Header* each : Named(mail, name)) all.push_back(each->value);
        return all;
      },
      std::move(values));
}

EmailMatcher HasMessageId(StringMatcher id) {
  return internal::Part<Email>({"whose Message-ID", "whose Message-ID is"},
                               &Email::message_id, std::move(id));
}

EmailMatcher IsReplyTo(const Email& original) {
  const std::string shown = Quoted(original.message_id());
  return internal::Yes<Email>(
      {"which answers the mail " + shown,
       "which does not answer the mail " + shown},
      [original](const Email& mail) {
        return internal::Answer{
            Answers(mail, original),
            "its In-Reply-To: " + ShowIds(mail.in_reply_to())};
      });
}

EmailMatcher IsInThreadOf(const Email& other) {
  const std::string shown = Quoted(other.message_id());
  return internal::Yes<Email>(
      {"which is in the thread of the mail " + shown,
       "which is not in the thread of the mail " + shown},
      [other](const Email& mail) {
        return internal::Answer{
            InOneThread(mail, other),
            "its References: " + ShowIds(mail.references())};
      });
}

EmailMatcher HasReference(StringMatcher id) {
  return internal::Some<std::string>(
      {"has a reference", "has no reference", "has the reference", "references",
       " that "},
      [](const Email& mail) { return internal::PointersTo(mail.references()); },
      std::move(id));
}

}  // namespace letterbox
