// NTLM against the published examples of MS-NLMP, and against damage.
// https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/bc612491-fb0a-4829-91bc-7c6b95ff67fe
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "exchange/ntlm/md4.h"
#include "exchange/ntlm/ntlm_conversation.h"
#include "exchange/ntlm/ntlm_keys.h"
#include "exchange/ntlm/ntlm_message.h"
#include "exchange/ntlm/utf16.h"
#include "support/rounds.h"

namespace letterbox::exchange {
namespace {

std::string Hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return text;
}

std::string Bytes(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(
        std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

// RFC 1320, A.5.
TEST(Md4, IsThatOfTheStandard) {
  EXPECT_EQ(Hex(Md4("")), "31d6cfe0d16ae931b73c59d7e0c089c0");
  EXPECT_EQ(Hex(Md4("a")), "bde52cb31de33e46245e05fbdbd6fb24");
  EXPECT_EQ(Hex(Md4("message digest")), "d9130a8164549fe818874806e1c7014b");
  EXPECT_EQ(Hex(Md4("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                    "0123456789")),
            "043f8582f241db351ce627e153e7f0e4");
  EXPECT_EQ(Hex(Md4("1234567890123456789012345678901234567890123456789012345678"
                    "9012345678901234567890")),
            "e33b4ddc9c38f2199c3e7b164fcc0536");
}

TEST(Utf16, GoesThereAndBack) {
  const std::string text = "aZ\xC3\xBC\xE2\x82\xAC\xF0\x9F\x93\xAC";
  EXPECT_EQ(Hex(ToUtf16(text)), "61005a00fc00ac203dd8ecdc");
  EXPECT_EQ(FromUtf16(ToUtf16(text)), text);
}

TEST(Utf16, ReplacesWhatIsNoCharacter) {
  EXPECT_EQ(Hex(ToUtf16("\xFF"
                        "a")),
            "fdff6100");
  for (const char* half : {"3dd8", "3dd86100", "ecdc", "61"})
    EXPECT_THAT(FromUtf16(Bytes(half)), testing::HasSubstr("\xEF\xBF\xBD"))
        << half;
}

// MS-NLMP 4.2.4.
constexpr char kKey[] = "0c868a403bfd7a93a3001ef22ef02e3f";
constexpr char kProof[] = "68cd0ab851e51c96aabc927bebef6a1c";
constexpr char kRest[] =
    "01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000"
    "02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000"
    "000000";
constexpr char kServerChallenge[] = "0123456789abcdef";
constexpr char kEncryptedSessionKey[] = "c5dad2544fc9799094ce1ce90bc9d03e";
constexpr char kAuthenticate[] =
    "4e544c4d5353500003000000180018006c00000054005400840000000c000c0048000000"
    "08000800540000001000"
    "10005c00000010001000d8000000358288e20501280a0000000f"
    "44006f006d00610069006e00550073006500720043004f004d0050005500540045005200"
    "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa"
    "68cd0ab851e51c96aabc927bebef6a1c"
    "01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000"
    "02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000"
    "000000"
    "c5dad2544fc9799094ce1ce90bc9d03e";

TEST(NtlmKeys, AreThoseOfTheExample) {
  EXPECT_EQ(Hex(Md4(ToUtf16("Password"))), "a4f49c406510bdcab6824ee7c30fd852");
  EXPECT_EQ(Hex(NtlmKey("Password", "User", "Domain")), kKey);
  const std::string proof =
      HmacMd5(Bytes(kKey), Bytes(kServerChallenge) + Bytes(kRest));
  EXPECT_EQ(Hex(proof), kProof);
  const std::string base = HmacMd5(Bytes(kKey), proof);
  EXPECT_EQ(Hex(base), "8de40ccadbc14a82f15cb0ad0de95ca3");
  EXPECT_EQ(Hex(Rc4(base, std::string(16, '\x55'))), kEncryptedSessionKey);
}

TEST(NtlmMessage, ReadsTheExample) {
  const auto shown = ReadNtlmAuthenticate(Bytes(kAuthenticate));
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->flags, 0xE2888235u);
  EXPECT_EQ(shown->domain, "Domain");
  EXPECT_EQ(shown->user, "User");
  EXPECT_EQ(Hex(shown->nt_response), std::string(kProof) + kRest);
  EXPECT_EQ(Hex(shown->session_key), kEncryptedSessionKey);
  EXPECT_FALSE(HasNtlmMic(shown->nt_response));
}

const std::string& Negotiate() {
  static const std::string kMessage = Bytes(
      "4e544c4d53535000010000003582"
      "88e2000000000000000000000000000000000501280a0000000f");
  return kMessage;
}

std::optional<std::string> PasswordOfUser(const std::string& domain,
                                          const std::string& user) {
  if (domain != "Domain" || user != "User") return std::nullopt;
  return "Password";
}

class Conversation : public testing::Test {
 protected:
  std::optional<std::string> Challenge() {
    return server_.Challenge(Negotiate(), Bytes(kServerChallenge), {});
  }
  bool IsTaken(const std::string& message) {
    return server_.Authenticate(message, PasswordOfUser).has_value();
  }

  NtlmConversation server_;
};

TEST_F(Conversation, TakesTheExample) {
  const auto challenge = Challenge();
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->substr(24, 8), Bytes(kServerChallenge));
  const auto user = server_.Authenticate(Bytes(kAuthenticate), PasswordOfUser);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->domain, "Domain");
  EXPECT_EQ(user->name, "User");
}

TEST_F(Conversation, TakesAChallengeOnce) {
  EXPECT_FALSE(IsTaken(Bytes(kAuthenticate)));
  Challenge();
  EXPECT_TRUE(IsTaken(Bytes(kAuthenticate)));
  EXPECT_FALSE(IsTaken(Bytes(kAuthenticate)));
}

TEST_F(Conversation, TakesNoSecondMessageForAFirst) {
  Challenge();
  EXPECT_FALSE(server_.Challenge(Bytes(kAuthenticate), "another!", {}));
  EXPECT_TRUE(IsTaken(Bytes(kAuthenticate)));
}

TEST_F(Conversation, RefusesTheAnswerToAnotherChallenge) {
  server_.Challenge(Negotiate(), "another!", {});
  EXPECT_FALSE(IsTaken(Bytes(kAuthenticate)));
}

TEST_F(Conversation, RefusesAnotherPassword) {
  Challenge();
  EXPECT_FALSE(server_.Authenticate(
      Bytes(kAuthenticate),
      [](const auto&, const auto&) { return std::string("password"); }));
}

// What a client of version 1 sends, of 24 bytes.
TEST_F(Conversation, RefusesVersionOne) {
  std::string message = Bytes(kAuthenticate);
  message[20] = message[22] = 24;
  Challenge();
  EXPECT_FALSE(IsTaken(message));
}

TEST_F(Conversation, RefusesEveryShortenedMessage) {
  const std::string whole = Bytes(kAuthenticate);
  // The session key, which ends the message, is not optional once announced.
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Challenge();
    EXPECT_FALSE(IsTaken(whole.substr(0, size))) << size;
  }
  for (std::size_t size = 0; size < 16; ++size)
    EXPECT_FALSE(
        server_.Challenge(Negotiate().substr(0, size), "12345678", {}));
}

TEST_F(Conversation, RefusesFieldsBeyondTheEnd) {
  // Where the fields' lengths and offsets stand.
  for (const std::size_t field : {20, 28, 36, 52}) {
    for (const std::size_t at : {field + 1, field + 5, field + 6, field + 7}) {
      std::string message = Bytes(kAuthenticate);
      message[at] = '\xFF';
      Challenge();
      EXPECT_FALSE(IsTaken(message)) << at;
    }
  }
}

// One byte at a time, each bit of what the proof covers, and of it.
TEST_F(Conversation, RefusesEveryChangeOfTheResponse) {
  const std::string whole = Bytes(kAuthenticate);
  for (std::size_t at = 0x84; at < 0xD8; ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string message = whole;
      message[at] = static_cast<char>(message[at] ^ 1 << bit);
      Challenge();
      EXPECT_FALSE(IsTaken(message)) << at;
    }
  }
}

TEST_F(Conversation, SurvivesDamage) {
  std::mt19937 random(20261124);
  const std::string whole[] = {Negotiate(), Bytes(kAuthenticate)};
  for (int round = 0; round < Rounds(20'000); ++round) {
    std::string message = whole[random() % 2];
    for (unsigned changes = 1 + random() % 8; changes > 0; --changes)
      message[random() % message.size()] = static_cast<char>(random());
    message.resize(random() % (message.size() + 40));
    server_.Challenge(message, "12345678", {});
    IsTaken(message);
  }
}

TEST_F(Conversation, ReadsAHugeMessageInNoTime) {
  std::string huge = Bytes(kAuthenticate);
  huge.resize(std::size_t{16} << 20, '\xFF');
  Challenge();
  EXPECT_TRUE(IsTaken(huge));  // what follows the fields does not count
  EXPECT_FALSE(IsTaken(huge));
}

// A client that has seen the time in the challenge adds a check sum of all
// messages: built here by the rules of MS-NLMP 3.1.5.1.2.
class CheckSum : public Conversation {
 protected:
  std::string Message() {
    const std::string pairs = Bytes("0600040002000000") + Bytes("00000000");
    const std::string rest =
        Bytes(kRest).substr(0, 28) + pairs + Bytes("00000000");
    const std::string key = Bytes(kKey);
    const std::string proof = HmacMd5(key, Bytes(kServerChallenge) + rest);
    const std::string session(16, '\x77');
    const std::string base = HmacMd5(key, proof);
    const std::string encrypted = Rc4(base, session);
    const std::string domain = ToUtf16("Domain");
    const std::string user = ToUtf16("User");
    std::string message = Bytes("4e544c4d5353500003000000") + Field("", "");
    std::string payload;
    message += Field(proof + rest, payload) + Field(domain, payload) +
               Field(user, payload) + Field("", payload) +
               Field(encrypted, payload);
    message += Bytes("358288e20501280a0000000f") + std::string(16, '\0');
    message += payload;
    const std::string mic =
        HmacMd5(session, Negotiate() + *Challenge() + message);
    return message.replace(kNtlmMicOffset, kNtlmMicSize, mic);
  }

 private:
  static std::string Field(const std::string& value, std::string& payload) {
    const std::size_t at = kNtlmMicOffset + kNtlmMicSize + payload.size();
    payload += value;
    std::string field;
    for (const std::size_t number :
         {value.size(), value.size(), at, std::size_t{0}}) {
      field += static_cast<char>(number & 0xFF);
      field += static_cast<char>(number >> 8);
    }
    return field;
  }
  static std::string Field(const std::string& value, const char*) {
    std::string nowhere;
    return Field(value, nowhere);
  }
};

TEST_F(CheckSum, IsTakenWhereItIsRight) { EXPECT_TRUE(IsTaken(Message())); }

TEST_F(CheckSum, IsRefusedWhereAnythingBeforeItWasChanged) {
  // A flag, the version, the sum itself, and the session key.
  const std::size_t size = Message().size();
  for (const std::size_t at :
       {std::size_t{61}, std::size_t{65}, kNtlmMicOffset, size - 1}) {
    std::string message = Message();
    message[at] = static_cast<char>(message[at] ^ 1);
    EXPECT_FALSE(IsTaken(message)) << at;
  }
}

}  // namespace
}  // namespace letterbox::exchange
