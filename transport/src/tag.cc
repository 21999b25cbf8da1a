#include "letterbox/transport/tag.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>

#include "ascii.h"
#include "crypto/crypto.h"
#include "letterbox/transport/delivery.h"
#include "letterbox/transport/run.h"

namespace letterbox {
namespace {

constexpr std::string_view kPrefix = "lb-";
constexpr std::size_t kRunLength = 6;
constexpr std::size_t kChanceLength = 10;
// Local parts are taken in any case, so there are no capitals.
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";

// Five bits of each byte.
std::string Letters(std::string_view bytes, std::size_t count) {
  std::string text;
  for (const char c : bytes.substr(0, count)) {
    text += kAlphabet[static_cast<unsigned char>(c) % kAlphabet.size()];
  }
  return text;
}

bool IsLetters(std::string_view text, std::size_t count) {
  return text.size() >= count &&
         std::all_of(
             text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count),
             [](char c) { return kAlphabet.find(c) != kAlphabet.npos; });
}

// Whether `text` begins with a tag.
bool BeginsWithTag(std::string_view text) {
  if (text.substr(0, kPrefix.size()) != kPrefix) return false;
  text.remove_prefix(kPrefix.size());
  if (!IsLetters(text, kRunLength)) return false;
  text.remove_prefix(kRunLength);
  return !text.empty() && text.front() == '-' &&
         IsLetters(text.substr(1), kChanceLength);
}

// "qa@contoso.com" of "qa+TAG@contoso.com"; nothing where there is no tag.
std::optional<std::string> AddressBehindTag(const std::string& address) {
  const std::size_t at = address.rfind('@');
  const std::string local = address.substr(0, at);
  const std::size_t begin = local.find(kPrefix, local.find('+'));
  if (at == std::string::npos || begin == std::string::npos || begin == 0 ||
      !BeginsWithTag(std::string_view(local).substr(begin))) {
    return std::nullopt;
  }
  return local.substr(0, begin - 1) + address.substr(at);
}

bool IsSame(const std::string& a, const std::string& b) {
  return EqualsIgnoringCase(a, b) || SameAddress(a, b);
}

// "Received: … for <qa@contoso.com>; …"
std::string ForClause(const std::string& received) {
  constexpr std::string_view kFor = "for <";
  const std::size_t begin = received.find(kFor);
  if (begin == std::string::npos || begin == 0 ||
      IsLetterOrDigit(received[begin - 1])) {
    return "";
  }
  const std::size_t end = received.find('>', begin);
  return received.substr(begin + kFor.size(), end == std::string::npos
                                                  ? end
                                                  : end - begin - kFor.size());
}

// All that a mail says of whom it went to.
std::vector<std::string> RecipientsOf(const Email& email) {
  std::vector<std::string> all;
  for (const auto* list : {&email.to(), &email.cc(), &email.bcc()}) {
    for (const EmailAddress& one : *list) all.push_back(one.address);
  }
  for (const Header& header : email.headers()) {
    if (EqualsIgnoringCase(header.name, "Received")) {
      all.push_back(ForClause(header.value));
    }
    for (const char* name : {"Delivered-To", "X-Original-To", "Envelope-To"}) {
      if (!EqualsIgnoringCase(header.name, name)) continue;
      std::string value(Trim(header.value));
      value.erase(std::remove_if(value.begin(), value.end(),
                                 [](char c) { return c == '<' || c == '>'; }),
                  value.end());
      all.push_back(value);
    }
  }
  return all;
}

}  // namespace

std::string NewTag(const std::string& run) {
  return std::string(kPrefix) + Letters(Sha256(run), kRunLength) + "-" +
         Letters(RandomBytes(kChanceLength), kChanceLength);
}

std::string TaggedAddress(const std::string& address, const std::string& tag) {
  const std::size_t at = std::min(address.rfind('@'), address.size());
  const std::string local = address.substr(0, at);
  const char* const joint = local.find('+') == std::string::npos ? "+" : "-";
  return local + joint + tag + address.substr(at);
}

bool NamesTag(std::string_view text, std::string_view tag) {
  if (tag.empty()) return false;
  for (std::size_t at = text.find(tag); at != text.npos;
       at = text.find(tag, at + 1)) {
    // "…t1" does not stand in "…t12", but in "…s1t1".
    const std::size_t end = at + tag.size();
    if (end == text.size() || !IsDigit(text[end])) return true;
  }
  return false;
}

bool IsFor(const Email& email, const Share& share) {
  if (NamesTag(email.mime(), share.tag)) return true;
  bool shows_mailbox = false;
  for (const std::string& recipient : RecipientsOf(email)) {
    if (IsSame(recipient, share.address)) return true;
    shows_mailbox =
        shows_mailbox ||
        std::any_of(share.mailbox.begin(), share.mailbox.end(),
                    [&](const std::string& one) {
                      return IsSame(WithoutTag(recipient), WithoutTag(one));
                    });
  }
  return !shows_mailbox;
}

bool IsOwn(const Email& email, const Share& share) {
  for (const Header& header : email.headers()) {
    if (EqualsIgnoringCase(header.name, kTagHeader) &&
        NamesTag(header.value, share.tag)) {
      return true;
    }
  }
  const std::vector<std::string> recipients = RecipientsOf(email);
  return std::any_of(
      recipients.begin(), recipients.end(), [&](const std::string& recipient) {
        return NamesTag(recipient, share.tag) ||
               (share.owns_address && IsSame(recipient, share.address));
      });
}

bool IsMadeByRun(const Email& email, const std::string& mailbox) {
  for (const Header& header : email.headers()) {
    if (EqualsIgnoringCase(header.name, kTagHeader) &&
        BeginsWithTag(header.value)) {
      return true;
    }
  }
  const std::vector<std::string> recipients = RecipientsOf(email);
  return std::any_of(recipients.begin(), recipients.end(),
                     [&](const std::string& recipient) {
                       const auto behind = AddressBehindTag(recipient);
                       return behind && IsSame(*behind, mailbox);
                     });
}

PlusAddressing ProbePlusAddressing(Mailbox& mailbox, Clock::Deadline deadline,
                                   Clock& clock) {
  const std::string tag = NewTag(RunId());
  const std::unique_ptr<Arrivals> arrivals =
      mailbox.Watch({Folder::kInbox}, deadline);
  Draft draft;
  draft.to = {TaggedAddress(mailbox.address(), tag)};
  draft.subject = "Letterbox asks whether plus addresses reach this mailbox";
  draft.text = "Nobody needs to do anything about this mail.";
  draft.headers = {{kTagHeader, tag}};
  draft.categories = {tag};
  const std::string id = mailbox.Send(draft);

  std::optional<PlusAddressing> outcome;
  while (!outcome) {
    const bool last = clock.Now() >= deadline;
    const Arrivals::Reading reading = arrivals->Read(0, deadline);
    for (const Email& email : reading.emails) {
      if (!NamesTag(email.mime(), tag)) continue;
      if (email.message_id() == id) {
        outcome = PlusAddressing::kWorks;
      } else if (!outcome && !email.delivery().reports.empty()) {
        outcome = PlusAddressing::kBounces;
      } else {
        continue;
      }
      mailbox.Delete(email, Deletion::kHard);
    }
    if (last && !outcome) outcome = PlusAddressing::kSilent;
    if (!outcome) arrivals->Wait(reading.bell, deadline);
  }
  Query sent;
  sent.folder = Folder::kSentItems;
  sent.category = tag;
  for (const Email& copy : mailbox.Find(sent)) {
    mailbox.Delete(copy, Deletion::kHard);
  }
  return *outcome;
}

}  // namespace letterbox
