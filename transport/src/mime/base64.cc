#include "mime/base64.h"

#include <array>
#include <cstdint>

namespace letterbox {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr int kNone = -1;
constexpr int kSpace = -2;

constexpr std::array<std::int8_t, 256> MakeDigits() {
  std::array<std::int8_t, 256> digits{};
  for (auto& digit : digits) digit = kNone;
  for (const char space : {' ', '\t', '\r', '\n'}) {
    digits[static_cast<unsigned char>(space)] = kSpace;
  }
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<std::int8_t>(i);
  }
  return digits;
}

constexpr std::array<std::int8_t, 256> kDigits = MakeDigits();

int DigitOf(char c) { return kDigits[static_cast<unsigned char>(c)]; }

// Whether nothing but padding and white space is left.
bool IsPadding(std::string_view rest) {
  for (const char c : rest) {
    if (c != '=' && DigitOf(c) != kSpace) return false;
  }
  return true;
}

}  // namespace

std::string EncodeBase64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) -> std::uint32_t {
      return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k])
                                  : 0;
    };
    const std::uint32_t bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    text += kAlphabet[bits >> 18];
    text += kAlphabet[bits >> 12 & 63];
    text += i + 1 < bytes.size() ? kAlphabet[bits >> 6 & 63] : '=';
    text += i + 2 < bytes.size() ? kAlphabet[bits & 63] : '=';
  }
  return text;
}

bool Base64Decoder::Add(std::string_view text, std::string& bytes) {
  const std::size_t before = bytes.size();
  // Room for all of it, and for what is pending.
  bytes.resize(before + text.size() / 4 * 3 + 3);
  char* out = bytes.data() + before;
  std::size_t i = 0;
  for (; i < text.size() && !padded_; ++i) {
    const int digit = DigitOf(text[i]);
    if (digit == kSpace) continue;
    if (digit == kNone) break;
    bits_ = bits_ << 6 | static_cast<std::uint32_t>(digit);
    if (++digits_ < 4) continue;
    *out++ = static_cast<char>(bits_ >> 16);
    *out++ = static_cast<char>(bits_ >> 8 & 0xFF);
    *out++ = static_cast<char>(bits_ & 0xFF);
    bits_ = 0;
    digits_ = 0;
  }
  bytes.resize(static_cast<std::size_t>(out - bytes.data()));
  padded_ = padded_ || i < text.size();
  return IsPadding(text.substr(i));
}

bool Base64Decoder::Finish(std::string& bytes) {
  // One digit alone holds no byte.
  if (digits_ == 1) return false;
  if (digits_ == 2) bytes += static_cast<char>(bits_ >> 4 & 0xFF);
  if (digits_ == 3) {
    bytes += static_cast<char>(bits_ >> 10 & 0xFF);
    bytes += static_cast<char>(bits_ >> 2 & 0xFF);
  }
  return true;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string bytes;
  Base64Decoder decoder;
  if (!decoder.Add(text, bytes) || !decoder.Finish(bytes)) return std::nullopt;
  return bytes;
}

}  // namespace letterbox
