#include "snapshot_text.h"

#include <algorithm>
#include <regex>
#include <sstream>

#include "explain.h"
#include "letterbox/transport/extract.h"
#include "letterbox/transport/url.h"

namespace letterbox::internal {
namespace {

constexpr char kMonth[] =
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";

struct Mask {
  std::regex pattern;
  const char* name;
};

// Repetitions are bounded: the library's engine goes deeper with each.
const std::vector<Mask>& Masks() {
  static const std::vector<Mask> masks = [] {
    const std::string month = kMonth;
    const std::pair<std::string, const char*> table[] = {
        {"\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?[0-9]{1,2}\\.? " +
             month + ",? [0-9]{4}\\b",
         "<date>"},
        {"\\b" + month + " [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}\\b", "<date>"},
        {"\\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15}Z?)?\\b", "<date>"},
        {"\\b[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\\b", "<date>"},
        {"\\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?\\b", "<time>"},
        {"\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "<id>"},
        {"\\b[0-9a-fA-F]{16,128}\\b", "<id>"},
        {"\\b[A-Z]{1,4}-[0-9]{3,20}\\b", "<id>"},
        {"\\b[0-9]{5,40}\\b", "<id>"}};
    std::vector<Mask> made;
    for (const auto& [pattern, name] : table) {
      made.push_back({std::regex(pattern), name});
    }
    return made;
  }();
  return masks;
}

// The length of `code` at `text[at]`, blanks and hyphens between its characters
// let through; 0 where it is not there.
std::size_t CodeLength(const std::string& text, std::size_t at,
                       const std::string& code) {
  std::size_t end = at;
  for (std::size_t i = 0; i < code.size(); ++i, ++end) {
    if (i > 0 && end < text.size() && text[end] != code[i] &&
        (text[end] == ' ' || text[end] == '-')) {
      ++end;
    }
    if (end >= text.size() || text[end] != code[i]) return 0;
  }
  return end - at;
}

void Replace(std::string& text, const std::string& what, const char* name) {
  if (what.empty()) return;
  std::string masked;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = CodeLength(text, at, what);
    masked += length > 0 ? std::string(name) : text.substr(at, 1);
    at += std::max<std::size_t>(1, length);
  }
  text = std::move(masked);
}

// The parameters of a link, and a long part of its path, are tokens.
std::string MaskedUrl(const std::string& address) {
  constexpr std::size_t kLongPart = 16;
  const std::string original = OriginalUrl(address);
  const std::optional<Url> url = ParseUrl(original);
  if (!url) return original;
  std::string masked = url->scheme + ":";
  if (!url->host.empty()) masked += "//" + url->host;
  std::istringstream parts(url->path);
  bool is_first = true;
  for (std::string part; std::getline(parts, part, '/'); is_first = false) {
    if (!is_first) masked += '/';
    masked +=
        part.size() >= kLongPart && url->scheme != "mailto" ? "<token>" : part;
  }
  char mark = '?';
  for (const auto& [name, value] : url->query) {
    masked += mark + name + (value.empty() ? "" : "=<token>");
    mark = '&';
  }
  return masked;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string Addresses(const std::vector<EmailAddress>& list) {
  std::string text;
  for (const EmailAddress& each : list) {
    text += (text.empty() ? "" : ", ") + Shown(each);
  }
  return text;
}

// How long the longest common sequence is of what follows each pair of lines.
std::vector<std::vector<unsigned>> CommonLengths(
    const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::vector<unsigned>> common(
      a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j]
                         ? common[i + 1][j + 1] + 1
                         : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}

}  // namespace

std::string SnapshotOf(const Email& mail,
                       const std::vector<std::string>& masked) {
  std::string text =
      "From: " + Shown(mail.from()) + "\nTo: " + Addresses(mail.to()) + "\n";
  if (!mail.cc().empty()) text += "Cc: " + Addresses(mail.cc()) + "\n";
  text += "Subject: " + mail.subject() + "\n\n" + mail.text_lines();
  for (const std::string& each : masked) Replace(text, each, "<masked>");
  for (const std::string& code : Codes(mail)) Replace(text, code, "<code>");
  for (const Mask& mask : Masks()) {
    text = std::regex_replace(text, mask.pattern, mask.name);
  }
  for (const Link& link : mail.links()) {
    text += "\nLink: " + link.text + " to " + MaskedUrl(link.url);
  }
  for (const Image& image : mail.images()) {
    text += "\nImage: " + image.alt_text + " of " + MaskedUrl(image.source);
  }
  for (const Attachment& each : mail.attachments()) {
    text += "\nAttachment: " + each.name + " of " + each.content_type;
  }
  for (const std::string& each : masked) Replace(text, each, "<masked>");
  if (text.back() != '\n') text += '\n';
  return text;
}

std::string LineDifference(const std::string& wanted,
                           const std::string& found) {
  constexpr std::size_t kMostLines = 1000;
  constexpr std::size_t kMostShown = 40;
  std::vector<std::string> a = LinesOf(wanted);
  std::vector<std::string> b = LinesOf(found);
  a.resize(std::min(a.size(), kMostLines));
  b.resize(std::min(b.size(), kMostLines));
  const auto common = CommonLengths(a, b);
  std::vector<std::string> shown;
  std::string before;  // the last common line that is not shown
  bool is_after = false;
  const auto show = [&](const char* mark, const std::string& line) {
    if (*mark != ' ' && !before.empty()) shown.push_back(before);
    before.clear();
    shown.push_back(mark + Printable(line, 160));
  };
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      if (is_after) {
        show("  ", a[i]);
      } else {
        before = "  " + Printable(a[i], 160);
      }
      is_after = false;
      ++i;
      ++j;
      continue;
    }
    is_after = true;
    if (j == b.size() ||
        (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      show("- ", a[i++]);
    } else {
      show("+ ", b[j++]);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(shown.size(), kMostShown); ++i) {
    text += "\n" + shown[i];
  }
  if (shown.size() > kMostShown) text += "\n  ...";
  return text;
}

}  // namespace letterbox::internal
