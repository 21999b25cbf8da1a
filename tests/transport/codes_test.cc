#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "letterbox/transport/extract.h"

namespace letterbox {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

// A mail in the shape that products send; its body is HTML where it begins with
// "<".
struct Sent {
  const char* subject;
  const char* body;
  std::vector<std::string> codes;
};

Email MailOf(const Sent& sent) {
  const char* type = sent.body[0] == '<' ? "text/html" : "text/plain";
  return Email::FromMime("Subject: " + std::string(sent.subject) +
                         "\r\nMIME-Version: 1.0\r\nContent-Type: " + type +
                         "; charset=utf-8\r\n\r\n" + sent.body);
}

class MailWithACode : public testing::TestWithParam<Sent> {};
class MailWithoutACode : public testing::TestWithParam<Sent> {};

TEST_P(MailWithACode, GivesIt) {
  EXPECT_THAT(Codes(MailOf(GetParam())), ElementsAreArray(GetParam().codes))
      << GetParam().subject << "\n"
      << GetParam().body;
}

TEST_P(MailWithoutACode, GivesNone) {
  EXPECT_THAT(Codes(MailOf(GetParam())), IsEmpty())
      << GetParam().subject << "\n"
      << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Digits, MailWithACode,
    testing::Values(
        Sent{"Your code", "Your verification code is 482910.", {"482910"}},
        Sent{"482910 is your Contoso code", "Hello Ann, welcome.", {"482910"}},
        Sent{"Sign in", "Use 482910 as your verification code.", {"482910"}},
        Sent{"Sign in",
             "Use code 4829 to sign in. It expires in 10 minutes.",
             {"4829"}},
        Sent{"Sign in", "Your one-time password is 90210345.", {"90210345"}},
        Sent{"Sign in", "OTP: 0042", {"0042"}},
        Sent{"Sign in", "PIN 73195 is valid for 30 minutes", {"73195"}},
        Sent{
            "Confirm your e-mail address",
            "<p>Hi Ann,</p><p>Enter the following code to confirm your e-mail "
            "address:</p><div style='font-size:32px'><b>731 952</b></div><p>It "
            "expires in 15 minutes.</p><p>&copy; 2026 Contoso Ltd, 1600 Main "
            "Street, Springfield 94107</p>",
            {"731952"}},
        Sent{"Verify", "Your code is: 482-910", {"482910"}},
        Sent{"Verify", "Your code is 48 29 10", {"482910"}},
        Sent{"Verify", "Security code: 4 8 2 9 1 0", {"482910"}},
        Sent{"Verify", "G-482910 is your verification code.", {"482910"}},
        Sent{"Verify", "FB-48291 is your confirmation code", {"48291"}},
        Sent{"Verify",
             "<table><tr><td>Verification code</td></tr><tr><td><h1>004217</h1>"
             "</td></tr><tr><td>Order 99881 is not affected.</td></tr></table>",
             {"004217"}},
        Sent{"Verify",
             "<h1>482910</h1><p>This is your sign-in code for Contoso.</p>",
             {"482910"}},
        Sent{"Contoso", "Here is your passcode. 482910", {"482910"}},
        Sent{
            "Contoso", "Hello,\n\nyour code:\n\n    482910\n\nBye", {"482910"}},
        Sent{
            "Contoso", "Your login code for order 4711 is 482910.", {"482910"}},
        Sent{"Contoso",
             "To finish, type the access code (482910) on the page.",
             {"482910"}},
        Sent{"Contoso", "Your code is \"482910\".", {"482910"}},
        Sent{"Contoso", "Your code is *482910*", {"482910"}},
        Sent{"Contoso", "Your two-factor code: 2024", {"2024"}},
        Sent{"Contoso",
             "Do not share this code with anyone: 482910. Call 0800 "
             "1234567 for help.",
             {"482910"}},
        Sent{"New sign-in",
             "We noticed a sign-in on 12 May 2026 at 10:30 from 203.0.113.77. "
             "If it was you, enter 482910 where the code is asked.",
             {"482910"}},
        Sent{"Backup codes",
             "Your backup codes:\n1234 5678\n2345 6789\n3456 7890",
             {"12345678", "23456789", "34567890"}},
        Sent{"Two codes",
             "Your code is 111222, and the old code was 333444.",
             {"111222", "333444"}}));

INSTANTIATE_TEST_SUITE_P(
    Letters, MailWithACode,
    testing::Values(
        Sent{"Verify", "Your verification code is A1B2C3.", {"A1B2C3"}},
        Sent{"Verify", "Your code: x7Yk9Q", {"x7Yk9Q"}},
        Sent{"Verify", "Enter K7QF-9M2X as the activation code", {"K7QF-9M2X"}},
        Sent{"Verify",
             "Your recovery code is ABCD-EFGH-IJKL-MN12.",
             {"ABCD-EFGH-IJKL-MN12"}},
        Sent{"Verify", "Your code: QWXKPT", {"QWXKPT"}},
        Sent{"Verify",
             "<p>Enter this code:</p><h2>HJKLMN</h2><p>THANK YOU</p>",
             {"HJKLMN"}},
        Sent{"Verify", "Login code 7GX4", {"7GX4"}},
        Sent{"Verify", "Your one-time password: Tr4x9Zq", {"Tr4x9Zq"}}));

INSTANTIATE_TEST_SUITE_P(
    Languages, MailWithACode,
    testing::Values(
        Sent{"Anmeldung", "Ihr Bestätigungscode lautet 482910.", {"482910"}},
        Sent{"Anmeldung", "Ihr Einmalpasswort: 482910", {"482910"}},
        Sent{"Anmeldung", "Die TAN 482910 gilt 5 Minuten.", {"482910"}},
        Sent{"Connexion", "Votre code de vérification est 482910.", {"482910"}},
        Sent{"Acceso", "Tu código de verificación es 482910", {"482910"}},
        Sent{"Accesso", "Il tuo codice di verifica è 482910", {"482910"}},
        Sent{"Acesso", "Seu código de acesso: 482910", {"482910"}},
        Sent{"Logowanie", "Twój kod weryfikacyjny to 482910", {"482910"}},
        Sent{"Вход", "Ваш код подтверждения: 482910", {"482910"}},
        Sent{"登录", "您的验证码是482910，5分钟内有效。", {"482910"}},
        Sent{"ログイン", "認証コード：482910", {"482910"}},
        Sent{"로그인", "인증번호는 482910 입니다.", {"482910"}},
        Sent{"Inloggen", "Je verificatiecode is 482910", {"482910"}},
        Sent{"Logga in", "Din kod är 482910", {"482910"}}));

INSTANTIATE_TEST_SUITE_P(
    FalseFriends, MailWithoutACode,
    testing::Values(
        Sent{"Your order 482910", "Thank you for order 482910.", {}},
        Sent{"Invoice 2026-0042", "Invoice 20260042 over 1,299.00 EUR", {}},
        Sent{"Sale", "Use promo code SAVE2026 for 20% off.", {}},
        Sent{"Sale", "Your discount code is WINTER25.", {}},
        Sent{"Sale", "Voucher code: 4829-1042", {}},
        Sent{"Gutschein", "Ihr Gutscheincode: 482910", {}},
        Sent{"Error", "The server answered with error code 500123.", {}},
        Sent{"Address", "ZIP code 94107, area code 4155", {}},
        Sent{"Copyright",
             "<p>Your code was used.</p><p>&copy; 2026 Contoso</p>",
             {}},
        Sent{"Copyright", "Copyright 2026 Contoso. All rights reserved.", {}},
        Sent{"Call us", "Call 0800 482910 and have your code ready.", {}},
        Sent{"Call us", "Your code was sent by SMS to +49 30 482910.", {}},
        Sent{"Price", "The code review costs $4829 or 4829 EUR", {}},
        Sent{"Colours",
             "The source code uses #482910 and #FF0000 for links.",
             {}},
        Sent{"Time", "The code expires in 1440 minutes, at 10:30.", {}},
        Sent{"Time", "This code is valid until 12 May 2026.", {}},
        Sent{"Ticket", "Ticket 482910 was closed. Case number 99112233.", {}},
        Sent{"Tracking",
             "Tracking number 1Z9999999999 and reference AB12CD34",
             {}},
        Sent{"Card", "Your card ending in 4829 was charged 1299 USD.", {}},
        Sent{"Link",
             "<p>Your code is in <a href='https://a.test/c/482910'>this page"
             "</a>.</p>",
             {}},
        Sent{"Hidden",
             "<p style='display:none'>Your code is 482910</p><p>Hello</p>",
             {}},
        Sent{"Account", "Your account 482910 has a new code of conduct.", {}},
        Sent{"Release", "Version 2026 of VSCode brings 1080p and base64.", {}},
        Sent{"Welcome", "WELCOME to Contoso. NEVER share your code.", {}},
        Sent{"Address", "Contoso Ltd, 1600 Main Street, Springfield 94107", {}},
        Sent{"Meeting", "Meeting ID: 482 910 111, dial 4829100", {}},
        Sent{"Empty", "", {}}));

TEST(Codes, TakeTheLikeliestFirst) {
  EXPECT_THAT(Codes("Where the code is asked for on the page, or in the app, "
                    "123456 will do. Your code is 654321"),
              ElementsAre("654321", "123456"));
}

TEST(Codes, TakeAnyText) {
  for (const char* text : {"", " ", ":", "code", "code:", "\n\n\n", "\xE3\x80",
                           "\xE3", "code \xEF\xBC", "-", "code -"}) {
    EXPECT_THAT(Codes(std::string(text)), IsEmpty());
  }
}

TEST(Codes, AreFoundInBoundedTime) {
  std::string lines = "code:\n";
  std::string digits = "code ";
  for (int i = 0; i < 200000; ++i) {
    lines += std::to_string(100000 + i) + "\n";
    digits += "1 ";
  }
  EXPECT_THAT(Codes(lines), SizeIs(100));
  EXPECT_THAT(Codes(digits), IsEmpty());
}

}  // namespace
}  // namespace letterbox
