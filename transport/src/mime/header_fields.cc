#include "mime/header_fields.h"

#include <algorithm>
#include <utility>

#include "ascii.h"
#include "letterbox/transport/email.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/gmime.h"
#include "mime/mime.h"

namespace letterbox {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// Takes the first line off `rest`, its end left out.
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

bool IsFieldName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c > ' ' && c <= '~';
  });
}

// Cut where groups nest too deep. They may not nest at all, but GMime reads
// them by recursion.
std::string WithShallowGroups(std::string text) {
  constexpr int kDeepest = 100;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ';' && depth > 0) --depth;
    if (text[i] == ':' && ++depth > kDeepest) {
      text.resize(i);
      break;
    }
  }
  return text;
}

// The address as it stood in its field: GMime decodes international domains.
std::string AsWritten(InternetAddressMailbox* mailbox, bool is_encoded) {
  return ToUtf8(ToString(is_encoded
                             ? internet_address_mailbox_get_idn_addr(mailbox)
                             : internet_address_mailbox_get_addr(mailbox)));
}

// Appends the members of `list`, those of groups too.
void Collect(InternetAddressList* list, bool is_encoded,
             std::vector<EmailAddress>& addresses) {
  const int length = internet_address_list_length(list);
  for (int i = 0; i < length; ++i) {
    InternetAddress* entry = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(entry)) {
      Collect(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(entry)),
              is_encoded, addresses);
      continue;
    }
    EmailAddress address(AsWritten(INTERNET_ADDRESS_MAILBOX(entry), is_encoded),
                         ToUtf8(ToString(internet_address_get_name(entry))));
    if (address != EmailAddress()) addresses.push_back(std::move(address));
  }
}

}  // namespace

std::string RawPart::Field(std::string_view name) const {
  const auto field =
      std::find_if(fields.begin(), fields.end(), [&](const RawField& each) {
        return EqualsIgnoringCase(each.name, name);
      });
  return field == fields.end() ? "" : field->value;
}

RawPart SplitHeader(std::string_view mime) {
  RawPart part;
  std::string_view rest = mime;
  bool ended = false;
  while (!rest.empty() && !ended) {
    const std::string_view line = TakeLine(rest);
    ended = line.empty();
    if (line.empty()) continue;
    if (kBlank.find(line.front()) != std::string_view::npos) {
      if (!part.fields.empty()) part.fields.back().value += line;
      continue;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = Trim(line.substr(0, colon));
    if (colon == std::string_view::npos || !IsFieldName(name)) {
      part.has_stranger = true;
      continue;
    }
    part.fields.push_back({name, std::string(Trim(line.substr(colon + 1)))});
  }
  const bool begins_with_body =
      !mime.empty() && kBlank.find(mime.front()) != std::string_view::npos;
  part.body = part.fields.empty() && !begins_with_body ? mime : rest;
  return part;
}

std::string DecodeField(std::string_view value) {
  return std::string(Trim(DecodeEncodedWords(ToUtf8(value))));
}

std::string ReadableField(std::string_view value) {
  std::string text = JoinEncodedWords(ToUtf8(value));
  for (char& c : text) {
    if (c == '\0' || c == '\r' || c == '\n') c = ' ';
  }
  return text;
}

std::vector<EmailAddress> ParseAddresses(std::string_view text) {
  std::vector<EmailAddress> addresses;
  const std::string readable = WithShallowGroups(ReadableField(text));
  const GOwned<InternetAddressList> list(
      internet_address_list_parse(ReadingOptions(), readable.c_str()));
  const bool is_encoded = readable.find("xn--") != std::string::npos;
  if (list != nullptr) Collect(list.get(), is_encoded, addresses);
  return addresses;
}

}  // namespace letterbox
