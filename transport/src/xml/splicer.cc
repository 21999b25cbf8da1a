#include "xml/splicer.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace letterbox::xml {
namespace {

constexpr char kPlace = '#';  // no Base64 text begins so

bool IsSpliceable(std::string_view name) {
  name.remove_prefix(std::min(name.rfind(':') + 1, name.size()));
  return name == "MimeContent" || name == "Content";
}

bool BeginsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

bool EndsWith(std::string_view text, std::string_view ending,
              std::size_t opening) {
  return text.size() >= opening + ending.size() &&
         text.substr(text.size() - ending.size()) == ending;
}

}  // namespace

std::optional<std::size_t> Spliced::PlaceIn(std::string_view text) {
  if (text.empty() || text.front() != kPlace) return std::nullopt;
  std::size_t place = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, place);
  if (error != std::errc() || stop != end) return std::nullopt;
  return place;
}

void Splicer::Add(std::string_view bytes) {
  while (!bytes.empty()) {
    switch (state_) {
      case State::kText:
        AddText(bytes);
        break;
      case State::kMarkup:
        AddMarkup(bytes);
        break;
      case State::kContent:
        AddContent(bytes);
        break;
      case State::kSpliced:
        AddSpliced(bytes);
        break;
    }
    CheckText();
  }
}

Spliced Splicer::Finish() {
  Spliced spliced = std::move(spliced_);
  *this = Splicer(limits_);
  return spliced;
}

void Splicer::AddText(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('<'), bytes.size());
  spliced_.text.append(bytes.substr(0, end));
  bytes.remove_prefix(end);
  if (!bytes.empty()) BeginMarkup();
}

void Splicer::BeginMarkup() {
  state_ = State::kMarkup;
  begin_ = spliced_.text.size();
  quote_ = 0;
}

void Splicer::AddMarkup(std::string_view& bytes) {
  const std::size_t end = bytes.find('>');
  const std::string_view part =
      bytes.substr(0, end == std::string_view::npos ? end : end + 1);
  spliced_.text.append(part);
  bytes.remove_prefix(part.size());
  FollowQuotes(part);
  if (end == std::string_view::npos || !MarkupEnds()) return;
  state_ = AfterMarkup();
  begin_ = spliced_.text.size();
}

void Splicer::FollowQuotes(std::string_view part) {
  for (const char c : part) {
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    }
  }
}

// Whether the ">" that was added last ends what began at `begin_`.
bool Splicer::MarkupEnds() const {
  const std::string_view markup =
      std::string_view(spliced_.text).substr(begin_);
  if (BeginsWith(markup, "<!--")) return EndsWith(markup, "-->", 4);
  if (BeginsWith(markup, "<![CDATA[")) return EndsWith(markup, "]]>", 9);
  if (BeginsWith(markup, "<?")) return EndsWith(markup, "?>", 2);
  return quote_ == 0;
}

Splicer::State Splicer::AfterMarkup() const {
  const std::string_view tag = std::string_view(spliced_.text).substr(begin_);
  const std::size_t end = tag.find_first_of(" \t\r\n/>", 1);
  const bool is_empty = tag.size() > 2 && tag[tag.size() - 2] == '/';
  return !is_empty && IsSpliceable(tag.substr(1, end - 1)) ? State::kContent
                                                           : State::kText;
}

// Whether it is Base64, and long, shows by its beginning.
void Splicer::AddContent(std::string_view& bytes) {
  std::string& text = spliced_.text;
  const std::size_t room = begin_ + kShortest - text.size();
  const std::size_t end = std::min({bytes.find('<'), bytes.size(), room});
  text.append(bytes.substr(0, end));
  bytes.remove_prefix(end);
  if (text.size() - begin_ < kShortest) {
    if (!bytes.empty()) BeginMarkup();
    return;
  }
  const std::string beginning = text.substr(begin_);
  std::string bytes_of_beginning;
  if (!Base64Decoder().Add(beginning, bytes_of_beginning)) {
    state_ = State::kText;
    return;
  }
  text.resize(begin_);
  text += kPlace + std::to_string(spliced_.contents.size());
  spliced_.contents.emplace_back("");
  decoder_ = Base64Decoder();
  is_base64_ = true;
  state_ = State::kSpliced;
  Decode(beginning);
}

void Splicer::AddSpliced(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('<'), bytes.size());
  Decode(bytes.substr(0, end));
  bytes.remove_prefix(end);
  if (bytes.empty()) return;
  std::optional<std::string>& content = spliced_.contents.back();
  if (!is_base64_ || !decoder_.Finish(*content)) content.reset();
  BeginMarkup();
}

void Splicer::Decode(std::string_view base64) {
  if (!is_base64_) return;
  std::string& content = *spliced_.contents.back();
  const std::size_t before = content.size();
  is_base64_ = decoder_.Add(base64, content);
  decoded_ += content.size() - before;
  if (decoded_ > limits_.contents) {
    throw TooLarge("its mails and attachments are longer than the " +
                   std::to_string(limits_.contents) + " bytes allowed");
  }
}

void Splicer::CheckText() const {
  if (spliced_.text.size() > limits_.text) {
    throw TooLarge("it is longer than the " + std::to_string(limits_.text) +
                   " bytes allowed, mails and attachments not counted");
  }
}

}  // namespace letterbox::xml
