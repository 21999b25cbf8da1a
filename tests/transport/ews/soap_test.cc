#include "ews/soap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using std::chrono::milliseconds;

TEST(Soap, WritesImpersonationWhereAnApplicationActs) {
  const auto nothing = [](RequestWriter&) {};
  const std::string namespaces =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope "
      "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
      "xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" "
      "xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/"
      "messages\">";
  EXPECT_EQ(
      WriteEnvelope("Op", {"Exchange2010_SP1", "a@b.test", ""}, nothing).xml,
      namespaces +
          "<s:Header><t:RequestServerVersion Version=\"Exchange2010_SP1\""
          "/><t:ExchangeImpersonation><t:ConnectingSID>"
          "<t:PrimarySmtpAddress>a@b.test</t:PrimarySmtpAddress>"
          "</t:ConnectingSID></t:ExchangeImpersonation></s:Header>"
          "<s:Body><m:Op/></s:Body></s:Envelope>");
  EXPECT_EQ(
      WriteEnvelope("Op", {"Exchange2010_SP1", "", "a@b.test"}, nothing).xml,
      namespaces +
          "<s:Header><t:RequestServerVersion Version=\"Exchange2010_SP1\""
          "/></s:Header><s:Body><m:Op/></s:Body></s:Envelope>");
}

TEST(Soap, ReadsEachResponseMessage) {
  const Answer answer = ReadAnswer(
      AnswerOf("GetItem",
               SuccessMessage("GetItem", "<m:Items/>") +
                   ErrorMessage("GetItem", "ErrorItemNotFound", "Not there.") +
                   "<m:GetItemResponseMessage ResponseClass=\"Warning\">"
                   "<m:ResponseCode>ErrorBatchProcessingStopped"
                   "</m:ResponseCode></m:GetItemResponseMessage>"));
  EXPECT_FALSE(answer.fault);
  ASSERT_EQ(answer.messages.size(), 3u);
  EXPECT_TRUE(answer.messages[0].status.ok());
  EXPECT_EQ(answer.messages[0].status.code, "NoError");
  EXPECT_EQ(answer.messages[1].status.response_class, Status::Class::kError);
  EXPECT_EQ(answer.messages[1].status.code, "ErrorItemNotFound");
  EXPECT_EQ(answer.messages[1].status.text, "Not there.");
  EXPECT_EQ(answer.messages[2].status.response_class, Status::Class::kWarning);
  EXPECT_FALSE(answer.messages[2].status.ok());
}

TEST(Soap, TakesMisnamedMessagesAndAnyPrefix) {
  const Answer answer = ReadAnswer(
      "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body>"
      "<x:GetItemResponse xmlns:x='http://schemas.microsoft.com/exchange/"
      "services/2006/messages'><x:ResponseMessages>"
      "<x:CreateItemResponseMessage ResponseClass='Success'>"
      "<x:ResponseCode>NoError</x:ResponseCode></x:CreateItemResponseMessage>"
      "</x:ResponseMessages></x:GetItemResponse></Body></Envelope>");
  ASSERT_EQ(answer.messages.size(), 1u);
  EXPECT_TRUE(answer.messages[0].status.ok());
}

TEST(Soap, TakesAPayloadThatIsItsOnlyMessage) {
  const Answer answer = ReadAnswer(EnvelopeOf(
      "<m:GetRoomsResponse ResponseClass=\"Error\">"
      "<m:ResponseCode>ErrorX</m:ResponseCode></m:GetRoomsResponse>"));
  ASSERT_EQ(answer.messages.size(), 1u);
  EXPECT_EQ(answer.messages[0].status.code, "ErrorX");
}

TEST(Soap, JudgesByTheCodeWhereTheClassIsMissing) {
  const Answer answer = ReadAnswer(
      AnswerOf("X",
               "<m:A/><m:B><m:ResponseCode>NoError</m:ResponseCode></m:B>"
               "<m:C><m:ResponseCode>ErrorX</m:ResponseCode></m:C>"));
  ASSERT_EQ(answer.messages.size(), 3u);
  EXPECT_TRUE(answer.messages[0].status.ok());
  EXPECT_TRUE(answer.messages[1].status.ok());
  EXPECT_FALSE(answer.messages[2].status.ok());
}

TEST(Soap, ReadsAFault) {
  const Answer answer = ReadAnswer(FaultOf(
      "ErrorServerBusy", "Try again later.",
      "<t:MessageXml><t:Value Name=\"Policy\">x</t:Value>"
      "<t:Value Name=\"BackOffMilliseconds\">2500</t:Value></t:MessageXml>"));
  ASSERT_TRUE(answer.fault);
  EXPECT_EQ(answer.fault->code, "ErrorServerBusy");
  EXPECT_EQ(answer.fault->text, "Try again later.");
  EXPECT_EQ(answer.fault->back_off, milliseconds(2500));
  EXPECT_FALSE(answer.fault->ok());
}

TEST(Soap, ReadsAFaultWithoutDetail) {
  const Answer answer =
      ReadAnswer(EnvelopeOf("<s:Fault><faultcode>s:Client</faultcode>"
                            "<faultstring>No.</faultstring></s:Fault>"));
  ASSERT_TRUE(answer.fault);
  EXPECT_EQ(answer.fault->code, "Client");
  EXPECT_EQ(answer.fault->text, "No.");
  EXPECT_EQ(answer.fault->back_off, std::nullopt);
}

TEST(Soap, ReadsAFaultInADefaultNamespace) {
  const Answer answer = ReadAnswer(
      "<Envelope "
      "xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><Fault>"
      "<faultcode>Server</faultcode><faultstring>Bad day.</faultstring>"
      "</Fault></Body></Envelope>");
  ASSERT_TRUE(answer.fault);
  EXPECT_EQ(answer.fault->code, "Server");
  EXPECT_EQ(answer.fault->text, "Bad day.");
}

TEST(Soap, ReadsTheBackOffOfAResponseMessage) {
  const std::string message =
      "<m:A ResponseClass=\"Error\"><m:ResponseCode>ErrorServerBusy"
      "</m:ResponseCode><m:MessageXml><t:Value Name=\"BackOffMilliseconds\">";
  const std::string end = "</t:Value></m:MessageXml></m:A>";
  EXPECT_EQ(ReadAnswer(AnswerOf("X", message + "300" + end))
                .messages[0]
                .status.back_off,
            milliseconds(300));
  for (const std::string odd : {"", "-1", "soon", "99999999999999999999"}) {
    EXPECT_EQ(ReadAnswer(AnswerOf("X", message + odd + end))
                  .messages[0]
                  .status.back_off,
              std::nullopt)
        << odd;
  }
}

TEST(Soap, RefusesWhatIsNoEnvelope) {
  for (const std::string& text :
       {std::string(), std::string("<html><body>Sign in</body></html>"),
        std::string("<Envelope><Body><a/></Body></Envelope>"), EnvelopeOf(""),
        std::string("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/"
                    "envelope/'/>")}) {
    EXPECT_THROW(ReadAnswer(text), xml::ParseError) << text;
  }
}

}  // namespace
}  // namespace letterbox::ews
