#include "mime/mail_fields.h"

#include <algorithm>
#include <utility>

#include "ascii.h"
#include "mime/mail_date.h"

namespace letterbox {
namespace {

struct AddressList {
  std::string_view name;
  std::vector<EmailAddress> ParsedMail::*addresses;
};
constexpr AddressList kAddressLists[] = {{"To", &ParsedMail::to},
                                         {"Cc", &ParsedMail::cc},
                                         {"Bcc", &ParsedMail::bcc},
                                         {"Reply-To", &ParsedMail::reply_to}};

// https://www.rfc-editor.org/rfc/rfc4021#section-2.1, and what mailers write.
template <typename T>
struct Word {
  std::string_view word;
  T value;
};
constexpr Word<Importance> kImportances[] = {{"low", Importance::kLow},
                                             {"normal", Importance::kNormal},
                                             {"high", Importance::kHigh}};
constexpr Word<Importance> kPriorities[] = {
    {"1", Importance::kHigh},        {"2", Importance::kHigh},
    {"3", Importance::kNormal},      {"4", Importance::kLow},
    {"5", Importance::kLow},         {"urgent", Importance::kHigh},
    {"normal", Importance::kNormal}, {"non-urgent", Importance::kLow},
    {"high", Importance::kHigh},     {"low", Importance::kLow}};
constexpr Word<Sensitivity> kSensitivities[] = {
    {"personal", Sensitivity::kPersonal},
    {"private", Sensitivity::kPrivate},
    {"company-confidential", Sensitivity::kConfidential}};

// The value of the first word of `text`, or else `otherwise`.
template <typename T, std::size_t n>
T ValueOf(const Word<T> (&words)[n], std::string_view text, T otherwise) {
  const std::string_view first = text.substr(0, text.find_first_of(" \t(;"));
  for (const Word<T>& each : words) {
    if (EqualsIgnoringCase(each.word, first)) return each.value;
  }
  return otherwise;
}

Importance ReadImportance(const RawPart& part) {
  Importance importance = Importance::kNormal;
  for (const char* field : {"Priority", "X-MSMail-Priority", "X-Priority"}) {
    importance = ValueOf(kPriorities, part.Field(field), importance);
  }
  return ValueOf(kImportances, part.Field("Importance"), importance);
}

std::optional<EmailAddress> FirstAddress(const std::string& field) {
  std::vector<EmailAddress> addresses = ParseAddresses(field);
  if (addresses.empty()) return std::nullopt;
  return std::move(addresses.front());
}

// https://www.rfc-editor.org/rfc/rfc5321#section-4.4: "<a@b>", or "<>" for
// mail that nobody is to answer.
std::optional<EmailAddress> ReadReturnPath(const RawPart& part) {
  const std::string field = part.Field("Return-Path");
  if (field.empty()) return std::nullopt;
  return FirstAddress(field).value_or(EmailAddress());
}

// "<a@b> <c@d>"; what stands outside of brackets is no id.
std::vector<std::string> ReadIds(const std::string& field) {
  std::vector<std::string> ids;
  std::size_t at = 0;
  while ((at = field.find('<', at)) != std::string::npos) {
    const std::size_t end = field.find('>', at);
    if (end == std::string::npos) break;
    ids.push_back(DecodeField(field.substr(at + 1, end - at - 1)));
    at = end + 1;
  }
  return ids;
}

// https://www.rfc-editor.org/rfc/rfc5322#section-3.6.7: the date is what comes
// after the last semicolon.
std::optional<std::chrono::system_clock::time_point> ReadReceived(
    const RawPart& part) {
  const std::string field = part.Field("Received");
  const std::size_t semicolon = field.rfind(';');
  if (semicolon == std::string::npos) return std::nullopt;
  return ParseMailDate(std::string_view(field).substr(semicolon + 1));
}

}  // namespace

// A list may stand in several fields; of the rest the first counts.
void ReadMailFields(const RawPart& part, ParsedMail& mail) {
  for (const RawField& field : part.fields) {
    mail.headers.push_back({std::string(field.name), DecodeField(field.value)});
    for (const AddressList& list : kAddressLists) {
      if (!EqualsIgnoringCase(field.name, list.name)) continue;
      std::vector<EmailAddress>& all = mail.*list.addresses;
      for (EmailAddress& each : ParseAddresses(field.value)) {
        all.push_back(std::move(each));
      }
    }
  }
  mail.subject = DecodeField(part.Field("Subject"));
  mail.from = FirstAddress(part.Field("From")).value_or(EmailAddress());
  mail.sender = FirstAddress(part.Field("Sender"));
  mail.return_path = ReadReturnPath(part);
  mail.message_id = WithoutBrackets(DecodeField(part.Field("Message-ID")));
  mail.in_reply_to = ReadIds(part.Field("In-Reply-To"));
  mail.references = ReadIds(part.Field("References"));
  mail.date = ParseMailDate(part.Field("Date"));
  mail.received = ReadReceived(part);
  mail.importance = ReadImportance(part);
  mail.sensitivity =
      ValueOf(kSensitivities, part.Field("Sensitivity"), Sensitivity::kNormal);
}

std::string WithoutBrackets(std::string id) {
  if (!id.empty() && id.front() == '<') id.erase(0, 1);
  if (!id.empty() && id.back() == '>') id.pop_back();
  return id;
}

}  // namespace letterbox
