// One-time codes in a text.
#include <algorithm>
#include <set>

#include "ascii.h"
#include "fuzz/fuzz.h"
#include "letterbox/transport/extract.h"

namespace letterbox::fuzz {

void Run(std::string_view input) {
  const std::vector<std::string> codes = Codes(std::string(input));
  Require(
      std::set<std::string>(codes.begin(), codes.end()).size() == codes.size(),
      "a code is found once");
  for (const std::string& code : codes) {
    Require(code.size() >= 4, "a code has four characters or more");
    Require(std::all_of(code.begin(), code.end(),
                        [](char c) { return IsLetterOrDigit(c) || c == '-'; }),
            "a code is letters, digits and hyphens");
  }
}

std::vector<std::string> Seeds() {
  return {
      "Your code is 482910. It is valid for 10 minutes.",
      "Order 4711 of 2026\nEnter this code:\n\n482 910\n\nCall 0800 482910.",
      "G-482910 is your verification code.\nPIN: QWXKPT, or K7QF-9M2X",
      "Recovery codes:\n4 8 2 9 1 0\nx7Yk9Q\nA1B2-C3D4\n"
      "\xE9\xAA\x8C\xE8\xAF\x81\xE7\xA0\x81\xEF\xBC\x9A"
      "482910"};
}

}  // namespace letterbox::fuzz
