#include "ews/envelope_splitter.h"

#include <utility>

#include "xml/reader.h"

namespace letterbox::ews {
namespace {

constexpr std::string_view kComment = "<!--";
constexpr std::string_view kCdata = "<![CDATA[";

bool IsSpaceOrByteOrderMark(char c) {
  return std::string_view(" \t\r\n\xEF\xBB\xBF").find(c) !=
         std::string_view::npos;
}

bool BeginsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

}  // namespace

void EnvelopeSplitter::Add(std::string_view bytes) {
  for (const char c : bytes) AddByte(c);
}

std::optional<std::string> EnvelopeSplitter::Take() {
  if (whole_.empty()) return std::nullopt;
  std::string document = std::move(whole_.front());
  whole_.pop_front();
  return document;
}

void EnvelopeSplitter::AddByte(char c) {
  if (state_ == State::kOutside) {
    if (IsSpaceOrByteOrderMark(c)) return;
    if (c != '<') throw xml::ParseError("text between two envelopes");
    state_ = State::kText;
  }
  if (document_.size() >= kMaxDocument) {
    throw xml::ParseError("an envelope is too long");
  }
  document_ += c;
  switch (state_) {
    case State::kOutside:
      break;
    case State::kText:
      if (c == '<') {
        token_ = document_.size() - 1;
        state_ = State::kTag;
      }
      break;
    case State::kTag:
      BeginToken(c);
      break;
    case State::kQuote:
      if (c == quote_) state_ = State::kTag;
      break;
    case State::kMark:
      DecideMark();
      break;
    case State::kComment:
      if (Ends("-->", kComment.size())) state_ = State::kText;
      break;
    case State::kCdata:
      if (Ends("]]>", kCdata.size())) state_ = State::kText;
      break;
    case State::kInstruction:
      if (Ends("?>", 2)) state_ = State::kText;
      break;
  }
}

void EnvelopeSplitter::BeginToken(char c) {
  const bool first = document_.size() - token_ == 2;
  if (first && c == '!') {
    state_ = State::kMark;
  } else if (first && c == '?') {
    state_ = State::kInstruction;
  } else if (c == '"' || c == '\'') {
    quote_ = c;
    state_ = State::kQuote;
  } else if (c == '<') {
    throw xml::ParseError("a tag inside a tag");
  } else if (c == '>') {
    EndTag();
  }
}

void EnvelopeSplitter::DecideMark() {
  const std::string_view token = std::string_view(document_).substr(token_);
  if (token == kComment) {
    state_ = State::kComment;
  } else if (token == kCdata) {
    state_ = State::kCdata;
  } else if (!BeginsWith(kComment, token) && !BeginsWith(kCdata, token)) {
    throw xml::ParseError("a document type declaration is not allowed");
  }
}

void EnvelopeSplitter::EndTag() {
  state_ = State::kText;
  const bool end_tag = document_[token_ + 1] == '/';
  const bool empty_element = document_[document_.size() - 2] == '/';
  if (end_tag) {
    if (depth_ == 0) throw xml::ParseError("an end tag without its start tag");
    --depth_;
  } else if (!empty_element) {
    ++depth_;
  }
  if (depth_ > 0) return;
  whole_.push_back(std::move(document_));
  document_.clear();
  state_ = State::kOutside;
}

bool EnvelopeSplitter::Ends(std::string_view ending,
                            std::size_t opening) const {
  const std::string_view read =
      std::string_view(document_).substr(token_ + opening);
  return read.size() >= ending.size() &&
         read.substr(read.size() - ending.size()) == ending;
}

}  // namespace letterbox::ews
