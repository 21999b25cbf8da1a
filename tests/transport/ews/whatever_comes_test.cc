// Answers as no test server of ours writes them: those of other servers are
// read, and hostile ones end in an error that shows them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "ews/ews_client.h"
#include "ews/operations/get_item.h"
#include "letterbox/transport/error.h"
#include "mime/base64.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr char kSoapUri[] = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr char kMessagesUri[] =
    "http://schemas.microsoft.com/exchange/services/2006/messages";
constexpr char kTypesUri[] =
    "http://schemas.microsoft.com/exchange/services/2006/types";

class WhateverComes : public testing::Test {
 protected:
  std::vector<Outcome<GetItem::Result>> Read(const std::string& answer,
                                             int status = 200) {
    transport_.Reply(status, answer);
    GetItem request;
    request.ids = {{"A", ""}};
    return client_.CallEach(request);
  }
  GetItem::Result Value(const std::string& answer) {
    auto outcomes = Read(answer);
    EXPECT_EQ(outcomes.size(), 1u);
    EXPECT_TRUE(outcomes.at(0).status.ok());
    return std::move(outcomes.at(0).value);
  }
  static std::string Item(const std::string& inside) {
    return AnswerOf("GetItem",
                    SuccessMessage("GetItem", "<m:Items><t:Message>" + inside +
                                                  "</t:Message></m:Items>"));
  }

  ScriptedTransport transport_;
  CountingTokens tokens_;
  EwsClient client_{MadeUpSite(), transport_, tokens_, Cancellation()};
};

TEST_F(WhateverComes, AnyPrefixesMixedInOneAnswer) {
  const GetItem::Result result = Value(
      std::string("<Envelope xmlns='") + kSoapUri +
      "'><soap11:Header "
      "xmlns:soap11='" +
      kSoapUri + "'><ServerVersionInfo xmlns='" + kTypesUri +
      "' MajorVersion='15'/></soap11:Header><soap11:Body xmlns:soap11='" +
      kSoapUri + "'><GetItemResponse xmlns='" + kMessagesUri +
      "'><ResponseMessages><z:GetItemResponseMessage xmlns:z='" + kMessagesUri +
      "' ResponseClass='Success'><ResponseCode>NoError</ResponseCode><z:Items>"
      "<Message xmlns='" +
      kTypesUri + "'><q:ItemId xmlns:q='" + kTypesUri +
      "' Id='A'/><ItemClass>IPM.Note</ItemClass></Message></z:Items>"
      "</z:GetItemResponseMessage></ResponseMessages></GetItemResponse>"
      "</soap11:Body></Envelope>");
  EXPECT_EQ(result.item.id, "A");
  EXPECT_EQ(result.item.item_class, "IPM.Note");
}

TEST_F(WhateverComes, AMailWithoutAnyOptionalPart) {
  const GetItem::Result result = Value(Item("<t:ItemId Id='A'/>"));
  EXPECT_EQ(result.item.id, "A");
  EXPECT_EQ(result.item.change_key, "");
  EXPECT_EQ(result.item.received, std::nullopt);
  EXPECT_EQ(result.mime, "");
}

TEST_F(WhateverComes, FractionsOfSecondsOfAnyLength) {
  using std::chrono::duration_cast;
  using std::chrono::nanoseconds;
  const GetItem::Result result = Value(
      Item("<t:ItemId Id='A'/><t:DateTimeReceived>2026-11-24T11:40:00.123456789"
           "+01:00</t:DateTimeReceived><t:DateTimeSent>"
           "2026-11-24T11:40:00.5</t:DateTimeSent>"));
  ASSERT_TRUE(result.item.received && result.item.sent);
  EXPECT_EQ(duration_cast<nanoseconds>(result.item.received->time_since_epoch())
                .count(),
            1795516800123456789);
  EXPECT_EQ(
      duration_cast<nanoseconds>(result.item.sent->time_since_epoch()).count(),
      1795520400500000000);
}

TEST_F(WhateverComes, UnknownElementsAndAttributes) {
  const GetItem::Result result = Value(Item(
      "<t:FromTomorrow a='b'><t:ItemId Id='wrong'/></t:FromTomorrow>"
      "<x:ItemId xmlns:x='urn:x' Id='wrong'/><t:ItemId Id='A' Colour='red'/>"));
  EXPECT_EQ(result.item.id, "A");
}

TEST_F(WhateverComes, MessagesUnderAWrongName) {
  EXPECT_EQ(Value(AnswerOf("GetItem",
                           SuccessMessage("CreateItem",
                                          "<m:Items><t:Message><t:ItemId "
                                          "Id='A'/></t:Message></m:Items>")))
                .item.id,
            "A");
}

TEST_F(WhateverComes, ErrorsOfItemsInsideASuccess) {
  const auto outcomes =
      Read(AnswerOf("GetItem", ErrorMessage("GetItem", "ErrorItemNotFound") +
                                   SuccessMessage("GetItem",
                                                  "<m:Items><t:Message>"
                                                  "<t:ItemId Id='B'/>"
                                                  "</t:Message></m:Items>")));
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_EQ(outcomes[0].status.code, "ErrorItemNotFound");
  EXPECT_EQ(outcomes[1].value.item.id, "B");
}

TEST_F(WhateverComes, ReferencesToCharactersThatXmlDoesNotHave) {
  const GetItem::Result result =
      Value(Item("<t:ItemId Id='A'/><t:ItemClass>IPM&#x0;.&#xB;Note&#xFFFF;"
                 "</t:ItemClass>"));
  EXPECT_THAT(result.item.item_class,
              AllOf(StartsWith("IPM"), HasSubstr("\x0BNote")));
}

TEST_F(WhateverComes, CdataThatCommentsSplit) {
  const std::string base64 = EncodeBase64("Subject: Hi\r\n\r\n");
  const GetItem::Result result =
      Value(Item("<t:MimeContent><![CDATA[" + base64.substr(0, 5) +
                 "]]><!-- a comment -->" + base64.substr(5, 3) + "<![CDATA[" +
                 base64.substr(8) + "]]></t:MimeContent><t:ItemId Id='A'/>"));
  EXPECT_EQ(result.mime, "Subject: Hi\r\n\r\n");
}

TEST_F(WhateverComes, FaultsWithAndWithoutDetailUnderAnyStatus) {
  const std::string bare = EnvelopeOf(
      "<s:Fault><faultcode>s:Server</faultcode>"
      "<faultstring>Bad day.</faultstring></s:Fault>");
  for (const int status : {200, 500}) {
    for (const auto& [answer, code] :
         {std::pair<std::string, std::string>{
              FaultOf("ErrorAccessDenied", "No."), "ErrorAccessDenied"},
          std::pair<std::string, std::string>{bare, "Server"}}) {
      try {
        Read(answer, status);
        ADD_FAILURE() << "no fault";
      } catch (const ServerError& error) {
        EXPECT_EQ(error.response_code(), code);
        EXPECT_EQ(error.http_status(), status);
        EXPECT_EQ(error.operation(), "GetItem");
      }
    }
  }
}

std::string Times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

// Each is hostile or broken, and none of them is a fault or an answer.
std::vector<std::string> HostileAnswers() {
  const std::string whole =
      AnswerOf("GetItem", SuccessMessage("GetItem",
                                         "<m:Items><t:Message><t:ItemId "
                                         "Id='A'/></t:Message></m:Items>"));
  const std::string body = whole.substr(whole.find("?>") + 2);
  return {
      "<!DOCTYPE x>" + body,
      "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + body,
      "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + body,
      whole.substr(0, whole.size() / 2),
      whole.substr(0, whole.size() - 1),
      "\xFF\xFE" + whole,
      EnvelopeOf("<m:GetItemResponse>\xC3\x28</m:GetItemResponse>"),
      EnvelopeOf(Times(5000, "<a>") + Times(5000, "</a>")),
      EnvelopeOf("<m:GetItemResponse><m:ResponseMessages/>"
                 "</m:GetItemResponse>"),
      "<html><head><title>Sign in</title></head><body>Sign in</body></html>",
      "Service Unavailable",
      "{\"error\": \"no\"}",
      whole + whole,
      AnswerOf("GetItem", SuccessMessage("GetItem")),
      AnswerOf("GetItem",
               SuccessMessage("GetItem", "<m:Items><t:Message><t:ItemId " +
                                             std::string(3000000, 'x') +
                                             "=''/></t:Message></m:Items>")),
  };
}

TEST_F(WhateverComes, HostileAnswersAreShownByTheirFirstBytes) {
  for (const std::string& answer : HostileAnswers()) {
    const std::string begins = answer.substr(0, 60);
    try {
      Read(answer);
      ADD_FAILURE() << "was read: " << begins;
    } catch (const ProtocolError& error) {
      EXPECT_EQ(error.operation(), "GetItem");
      // As it is printed, so that only what needs no escape is compared.
      EXPECT_FALSE(error.excerpt().empty()) << begins;
      EXPECT_LT(error.excerpt().size(), 5000u);
      if (begins.find('\xFF') == std::string::npos) {
        EXPECT_THAT(error.excerpt(), StartsWith(begins.substr(0, 20)));
      }
      EXPECT_THAT(error.what(), HasSubstr("GetItem on customer@contoso.test"));
    }
  }
}

TEST_F(WhateverComes, AHugeAttributeIsReadOrRefusedButHarmsNobody) {
  const std::string id(5000000, 'x');
  EXPECT_EQ(Value(Item("<t:ItemId Id='" + id + "'/>")).item.id.size(),
            id.size());
}

TEST_F(WhateverComes, AnEmptyAnswerSaysSo) {
  try {
    Read("");
    FAIL() << "was read";
  } catch (const ProtocolError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot be read"));
  }
}

}  // namespace
}  // namespace letterbox::ews
