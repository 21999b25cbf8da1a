// Answers that the server writes itself, flags, and what is deleted softly.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/ews_items.h"

namespace letterbox::exchange {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using xml::T;

class ResponseObjects : public Items {
 protected:
  ResponseObjects()
      : original_(
            Deliver("From: Ben <ben@contoso.test>\r\n"
                    "To: anna@contoso.test, zoe@contoso.test\r\n"
                    "Cc: max@contoso.test\r\nSubject: Order\r\n"
                    "Message-ID: <one@contoso.test>\r\n"
                    "References: <zero@contoso.test>\r\n\r\nOld text\r\n")) {}

  /// The draft that `kind` makes, all of it.
  Reply Answer(const std::string& kind, const std::string& more = "") {
    const Reply made = client_.Ask(
        "<m:CreateItem MessageDisposition='SaveOnly'><m:Items><t:" + kind +
        ">" + more + "<t:ReferenceItemId Id='" + original_ +
        "'/><t:NewBodyContent BodyType='Text'>My "
        "answer</t:NewBodyContent></t:" +
        kind + "></m:Items></m:CreateItem>");
    EXPECT_EQ(made.code(), "NoError") << made.envelope;
    return client_.Ask(Get(kAll + "<t:BodyType>Text</t:BodyType>",
                           AttributeOf(made.Find(T("ItemId")), "Id")));
  }
  static std::string Text(const Reply& reply, const char* element) {
    return reply.Find(T(element)).Text();
  }

  const std::string original_;
};

TEST_F(ResponseObjects, ReplyToTheSenderInTheThread) {
  const Reply draft = Answer("ReplyToItem");
  EXPECT_EQ(Text(draft, "Subject"), "RE: Order");
  EXPECT_EQ(Text(draft, "DisplayTo"), "Ben");
  EXPECT_EQ(Text(draft, "DisplayCc"), "");
  EXPECT_EQ(Text(draft, "InReplyTo"), "<one@contoso.test>");
  EXPECT_EQ(Text(draft, "References"),
            "<zero@contoso.test> <one@contoso.test>");
  EXPECT_EQ(Text(draft, "IsDraft"), "true");
  EXPECT_THAT(Text(draft, "Body"),
              AllOf(StartsWith("My answer"), HasSubstr("Old text")));
  const Reply original = client_.Ask(Get(kAll, original_));
  EXPECT_EQ(AttributeOf(draft.Find(T("ConversationId")), "Id"),
            AttributeOf(original.Find(T("ConversationId")), "Id"));
}

TEST_F(ResponseObjects, ReplyToAllButOneself) {
  const Reply draft = Answer("ReplyAllToItem");
  EXPECT_EQ(Text(draft, "DisplayTo"), "Ben; zoe@contoso.test");
  EXPECT_EQ(Text(draft, "DisplayCc"), "max@contoso.test");
}

TEST_F(ResponseObjects, ForwardToWhomTheRequestNames) {
  const Reply draft = Answer(
      "ForwardItem",
      "<t:Subject>Look</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>"
      "zoe@contoso.test</t:EmailAddress></t:Mailbox></t:ToRecipients>");
  EXPECT_EQ(Text(draft, "Subject"), "Look");
  EXPECT_EQ(Text(draft, "DisplayTo"), "zoe@contoso.test");
}

TEST_F(ResponseObjects, NeedTheMailThatTheyAnswer) {
  EXPECT_EQ(client_
                .Ask("<m:CreateItem MessageDisposition='SaveOnly'><m:Items>"
                     "<t:ReplyToItem><t:ReferenceItemId Id='" +
                     original_.substr(0, 4) +
                     "'/></t:ReplyToItem></m:Items></m:CreateItem>")
                .code(),
            "ErrorInvalidIdMalformed");
}

TEST_F(Items, KeepAFlagUnderEitherName) {
  const std::string id = Deliver(SmallMail("one"));
  const std::string path =
      "<t:ExtendedFieldURI PropertyTag='0x1090' PropertyType='Integer'/>";
  const auto flag = [&] {
    const Reply reply = client_.Ask(
        Get(IdOnlyWith("<t:FieldURI FieldURI='item:Flag'/>" + path), id));
    return reply.Find(T("FlagStatus")).Text() + reply.Find(T("Value")).Text();
  };
  EXPECT_EQ(flag(), "NotFlagged");
  client_.Ask(Update(id, "",
                     SetField("item:Flag",
                              "<t:Flag><t:FlagStatus>Flagged</t:FlagStatus>"
                              "</t:Flag>")));
  EXPECT_EQ(flag(), "Flagged2");
  client_.Ask(Update(id, "",
                     "<t:SetItemField>" + path +
                         "<t:Message><t:ExtendedProperty>" + path +
                         "<t:Value>1</t:Value></t:ExtendedProperty>"
                         "</t:Message></t:SetItemField>"));
  EXPECT_EQ(flag(), "Complete1");
  client_.Ask(
      Update(id, "", "<t:DeleteItemField>" + path + "</t:DeleteItemField>"));
  EXPECT_EQ(flag(), "NotFlagged");
}

TEST_F(Items, AreRecoverableWhereTheyWereDeletedSoftly) {
  const auto remove = [&](const std::string& id) {
    return client_
        .Ask("<m:DeleteItem DeleteType='SoftDelete'><m:ItemIds>" +
             ItemIds({id}) + "</m:ItemIds></m:DeleteItem>")
        .code();
  };
  EXPECT_EQ(remove(Deliver(SmallMail("one"))), "NoError");
  EXPECT_TRUE(client_.Ids("inbox").empty());
  ASSERT_EQ(client_.Ids("recoverableitemsdeletions").size(), 1u);
  EXPECT_EQ(remove(client_.Ids("recoverableitemsdeletions")[0]), "NoError");
  EXPECT_TRUE(client_.Ids("recoverableitemsdeletions").empty());
}

}  // namespace
}  // namespace letterbox::exchange
