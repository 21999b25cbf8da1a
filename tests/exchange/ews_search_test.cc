// What can be asked of FindItem beyond equality: bits, order of words, and
// queries as people type them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/ews_items.h"

namespace letterbox::exchange {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using xml::T;

class Search : public Items {
 protected:
  Search() {
    Deliver(SmallMail("low", "Importance: low\r\n"));
    Deliver(SmallMail("plain"));
    Deliver(
        "From: Ben <ben@contoso.test>\r\nTo: anna@contoso.test\r\n"
        "Subject: high tea\r\nImportance: high\r\nSensitivity: Private\r\n"
        "Date: Tue, 22 Sep 2026 10:00:00 +0200\r\n"
        "Message-ID: <tea@contoso.test>\r\n\r\nScones and jam\r\n");
  }

  std::vector<std::string> Found(const std::string& rest) {
    const Reply reply = client_.Ask(FindInbox(rest, "", kSubjectShape));
    EXPECT_EQ(reply.code(), "NoError") << reply.envelope;
    return SubjectsOf(reply);
  }
  std::vector<std::string> Where(const std::string& expression) {
    return Found("<m:Restriction>" + expression + "</m:Restriction>");
  }

  std::string Query(const std::string& query) {
    return "<m:FindItem Traversal='Shallow'><m:ItemShape>" + kSubjectShape +
           "</m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId "
           "Id='inbox'/></m:ParentFolderIds><m:QueryString>" +
           query + "</m:QueryString></m:FindItem>";
  }
  std::vector<std::string> Asked(const std::string& query) {
    const Reply reply = client_.Ask(Query(query));
    EXPECT_EQ(reply.code(), "NoError") << reply.envelope;
    return SubjectsOf(reply);
  }
};

std::string Compared(const std::string& comparison, const std::string& path,
                     const std::string& value) {
  return "<t:" + comparison + ">" + path +
         "<t:FieldURIOrConstant><t:Constant Value='" + value +
         "'/></t:FieldURIOrConstant></t:" + comparison + ">";
}

const std::string kImportance = "<t:FieldURI FieldURI='item:Importance'/>";
const std::string kImportanceTag =
    "<t:ExtendedFieldURI PropertyTag='0x17' PropertyType='Integer'/>";

TEST_F(Search, KnowsTheOrderOfImportances) {
  EXPECT_THAT(Where(Compared("IsGreaterThan", kImportance, "Low")),
              ElementsAre("high tea", "plain"));
  EXPECT_THAT(Where(Compared("IsLessThan", kImportance, "High")),
              ElementsAre("plain", "low"));
  EXPECT_THAT(Where(Compared("IsEqualTo", kImportanceTag, "2")),
              ElementsAre("high tea"));
  EXPECT_THAT(Found("<m:SortOrder><t:FieldOrder Order='Descending'>" +
                    kImportance + "</t:FieldOrder></m:SortOrder>"),
              ElementsAre("high tea", "plain", "low"));
}

TEST_F(Search, LooksAtBits) {
  const std::string id = client_.Ids().at(0);
  client_.Ask(
      Update(id, "", SetField("message:IsRead", "<t:IsRead>true</t:IsRead>")));
  const std::string flags =
      "<t:ExtendedFieldURI PropertyTag='0x0E07' PropertyType='Integer'/>";
  for (const char* mask : {"1", "0x1"}) {
    EXPECT_THAT(Where("<t:Excludes>" + flags + "<t:Bitmask Value='" + mask +
                      "'/></t:Excludes>"),
                ElementsAre("plain", "low"));
  }
  EXPECT_THAT(Where("<t:Excludes><t:ExtendedFieldURI PropertyTag='0x1090' "
                    "PropertyType='Integer'/><t:Bitmask Value='1'/>"
                    "</t:Excludes>"),
              IsEmpty());
}

TEST_F(Search, UnderstandsWords) {
  EXPECT_THAT(Asked("scone"), ElementsAre("high tea"));
  EXPECT_THAT(Asked("CONES"), IsEmpty());
  EXPECT_THAT(Asked("from:ben"), ElementsAre("high tea"));
  EXPECT_THAT(Asked("subject:plain OR subject:low"),
              UnorderedElementsAre("plain", "low"));
  EXPECT_THAT(Asked("hello NOT subject:low"), ElementsAre("plain"));
  EXPECT_THAT(Asked("(subject:low OR subject:plain) AND importance:Normal"),
              ElementsAre("plain"));
  EXPECT_THAT(Asked("&quot;high tea&quot;"), ElementsAre("high tea"));
  EXPECT_THAT(Asked("size:&gt;1 from:shop"),
              UnorderedElementsAre("plain", "low"));
  EXPECT_THAT(Asked("hasattachment:true"), IsEmpty());
  EXPECT_THAT(Asked("importance:High isread:false"), ElementsAre("high tea"));
}

TEST_F(Search, UnderstandsDays) {
  EXPECT_THAT(Asked("sent:2026-09-21"), UnorderedElementsAre("plain", "low"));
  EXPECT_THAT(Asked("sent:&gt;=2026-09-22 subject:plain"), IsEmpty());
  EXPECT_EQ(client_.Ask(Query("sent:whenever")).code(),
            "ErrorInvalidValueForProperty");
}

TEST_F(Search, TakesAnyTextForAQuery) {
  EXPECT_THAT(Asked(""), testing::SizeIs(3));
  for (const char* query :
       {"(", ")", "((low", "low)", "NOT", "OR", "AND", "&quot;",
        "subject:", "&quot;low", ":", ") low (", "subject:&quot;&quot;"}) {
    EXPECT_EQ(client_.Ask(Query(query)).code(), "NoError") << query;
  }
  std::string many;
  for (int i = 0; i < 10000; ++i) many += "NOT (";
  EXPECT_EQ(client_.Ask(Query(many)).code(),
            "ErrorSearchQueryHasTooManyKeywords");
}

}  // namespace
}  // namespace letterbox::exchange
