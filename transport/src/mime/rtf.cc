#include "mime/rtf.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "ascii.h"
#include "mime/byte_reader.h"
#include "mime/charset.h"

namespace letterbox {
namespace {

// What the window of the packer is filled with at the start.
constexpr std::string_view kDictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
    "\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
    "RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0"
    "\\fs20\\b\\i\\u\\tab\\tx";

// Groups that hold no text, of those that are not marked by \*.
constexpr std::string_view kSilent[] = {"fonttbl", "colortbl", "stylesheet",
                                        "info",    "pict",     "header",
                                        "footer",  "object"};

// Walks RTF by a stack of its own, so that groups may nest as they will.
class RtfReader {
 public:
  explicit RtfReader(std::string_view rtf) : rtf_(rtf) {
    body_.is_html = rtf.substr(0, 500).find("\\fromhtml1") != rtf.npos;
  }

  RtfBody Read() {
    while (at_ < rtf_.size()) {
      const char c = rtf_[at_++];
      if (c == '{') {
        groups_.push_back(state_);
      } else if (c == '}') {
        if (!groups_.empty()) {
          state_ = groups_.back();
          groups_.pop_back();
        }
      } else if (c == '\\') {
        ReadControl();
      } else if (c != '\r' && c != '\n') {
        Emit({&c, 1});
      }
    }
    FlushBytes();
    FlushUnits();
    return std::move(body_);
  }

 private:
  struct State {
    bool silent = false;      // a group without text
    bool suppressed = false;  // RTF that stands beside the HTML
    int skip_after_unicode = 1;
  };

  void Emit(std::string_view text) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    if (state_.silent || state_.suppressed) return;
    FlushUnits();
    bytes_ += text;
  }

  void EmitUnicode(std::uint16_t unit) {
    if (state_.silent || state_.suppressed) return;
    FlushBytes();
    units_ += static_cast<char>(unit & 0xFF);
    units_ += static_cast<char>(unit >> 8);
  }

  // A character may be made of several bytes or of two units, so runs of them
  // are decoded at once.
  void FlushBytes() {
    body_.text += ToUtf8(std::exchange(bytes_, ""), charset_);
  }
  void FlushUnits() {
    body_.text += ToUtf8(std::exchange(units_, ""), "utf-16le");
  }

  void ReadControl() {
    if (at_ >= rtf_.size()) return;
    const char c = rtf_[at_];
    if (c == '\'') {
      const int high = at_ + 1 < rtf_.size() ? HexDigit(rtf_[at_ + 1]) : -1;
      const int low = at_ + 2 < rtf_.size() ? HexDigit(rtf_[at_ + 2]) : -1;
      at_ = std::min(at_ + 3, rtf_.size());
      if (high < 0 || low < 0) return;
      const char byte = static_cast<char>(high << 4 | low);
      Emit({&byte, 1});
    } else if (IsLetterOrDigit(c) && !IsDigit(c)) {
      ReadWord();
    } else {
      ++at_;
      if (c == '*') {
        starred_ = true;
        return;
      }
      if (c == '~') Emit(" ");
      if (c == '\\' || c == '{' || c == '}') Emit({&c, 1});
    }
  }

  void ReadWord() {
    const std::size_t begin = at_;
    while (at_ < rtf_.size() && IsLetterOrDigit(rtf_[at_]) &&
           !IsDigit(rtf_[at_])) {
      ++at_;
    }
    const std::string_view word = rtf_.substr(begin, at_ - begin);
    const bool negative = at_ < rtf_.size() && rtf_[at_] == '-';
    if (negative) ++at_;
    bool has_number = false;
    long number = 0;
    while (at_ < rtf_.size() && IsDigit(rtf_[at_])) {
      if (number < 100000000) number = number * 10 + (rtf_[at_] - '0');
      has_number = true;
      ++at_;
    }
    if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
    Obey(word, has_number, negative ? -number : number);
  }

  void Obey(std::string_view word, bool has_number, long number) {
    const bool starred = std::exchange(starred_, false);
    if (word == "htmltag") {
      state_.silent = !body_.is_html;
    } else if (starred || std::find(std::begin(kSilent), std::end(kSilent),
                                    word) != std::end(kSilent)) {
      state_.silent = true;
    } else if (word == "htmlrtf") {
      state_.suppressed = body_.is_html && !(has_number && number == 0);
    } else if (word == "par" || word == "line") {
      Emit("\n");
    } else if (word == "tab") {
      Emit("\t");
    } else if (word == "ansicpg" && number > 0) {
      charset_ = "windows-" + std::to_string(number);
      if (number == 65001) charset_ = "utf-8";
      if (number == 932) charset_ = "shift_jis";
    } else if (word == "uc") {
      state_.skip_after_unicode = static_cast<int>(std::clamp(number, 0L, 10L));
    } else if (word == "u") {
      EmitUnicode(static_cast<std::uint16_t>(number));
      to_skip_ = state_.skip_after_unicode;
    }
  }

  std::string_view rtf_;
  std::size_t at_ = 0;
  RtfBody body_;
  State state_;
  std::vector<State> groups_;
  int to_skip_ = 0;
  bool starred_ = false;
  std::string charset_ = "windows-1252";
  std::string bytes_;  // of that charset, not yet decoded
  std::string units_;  // of UTF-16, not yet decoded
};

}  // namespace

std::string UnpackRtf(std::string_view packed) {
  constexpr std::uint32_t kPacked = 0x75465A4C;  // "LZFu"
  constexpr std::uint32_t kPlain = 0x414C454D;   // "MELA"
  constexpr std::size_t kLongest = 64 * 1024 * 1024;
  constexpr std::size_t kWindow = 4096;
  ByteReader reader(packed);
  reader.U32();  // the packed size
  const std::size_t size = reader.U32();
  const std::uint32_t kind = reader.U32();
  reader.U32();  // a checksum
  if (size > kLongest) return "";
  if (kind == kPlain) return std::string(reader.Take(size));
  if (kind != kPacked) return "";
  std::string window(kDictionary);
  std::size_t to = window.size();
  window.resize(kWindow, ' ');
  std::string out;
  while (!reader.at_end() && out.size() < size) {
    const unsigned flags = reader.U8();
    for (unsigned bit = 0; bit < 8 && !reader.at_end(); ++bit) {
      std::size_t from = 0;
      std::size_t length = 1;
      char literal = 0;
      const bool is_reference = (flags >> bit & 1) != 0;
      if (is_reference) {
        const unsigned high = reader.U8();
        const unsigned low = reader.U8();
        from = high << 4 | low >> 4;
        length = (low & 15) + 2;
        if (from == to) return out;  // the end
      } else {
        literal = static_cast<char>(reader.U8());
      }
      for (std::size_t i = 0; i < length && out.size() < size; ++i) {
        const char c = is_reference ? window[(from + i) % kWindow] : literal;
        out += c;
        window[to] = c;
        to = (to + 1) % kWindow;
      }
    }
  }
  return out;
}

RtfBody ReadRtf(std::string_view rtf) { return RtfReader(rtf).Read(); }

}  // namespace letterbox
