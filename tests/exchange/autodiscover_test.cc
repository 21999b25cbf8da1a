// What the embedded Exchange tells of where it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "letterbox/fixtures/embedded_exchange.h"
#include "signed_in_client.h"
#include "support/tls_client.h"

namespace letterbox {
namespace {

using Method = Authentication::Method;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kPox[] =
    "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/"
    "outlook/requestschema/2006\"><Request><EMailAddress>a@contoso.test"
    "</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/"
    "exchange/autodiscover/outlook/responseschema/2006a"
    "</AcceptableResponseSchema></Request></Autodiscover>";

std::string Soap(const std::string& user, const std::string& setting) {
  return "<soap:Envelope xmlns:a=\"http://schemas.microsoft.com/exchange/2010/"
         "Autodiscover\" xmlns:wsa=\"http://www.w3.org/2005/08/addressing\" "
         "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
         "<soap:Header><a:RequestedServerVersion>Exchange2010"
         "</a:RequestedServerVersion><wsa:Action>http://schemas.microsoft.com/"
         "exchange/2010/Autodiscover/Autodiscover/GetUserSettings</wsa:Action>"
         "<wsa:To>https://127.0.0.1/autodiscover/autodiscover.svc</wsa:To>"
         "</soap:Header><soap:Body><a:GetUserSettingsRequestMessage><a:Request>"
         "<a:Users><a:User><a:Mailbox>" +
         user +
         "</a:Mailbox></a:User></a:Users><a:RequestedSettings><a:Setting>" +
         setting +
         "</a:Setting></a:RequestedSettings></a:Request>"
         "</a:GetUserSettingsRequestMessage></soap:Body></soap:Envelope>";
}

class AutodiscoverOfExchange : public testing::Test {
 protected:
  static EmbeddedExchange::Options Options() {
    EmbeddedExchange::Options options;
    options.users = {"a@contoso.test"};
    options.methods = {Method::kOAuth2, Method::kBasic};
    return options;
  }

  HttpReply Get(const std::string& path) {
    return socket_.Request("GET", path);
  }
  HttpReply Post(const std::string& path, const std::string& body) {
    // a@contoso.test:letterbox
    return socket_.Request(
        "POST", path,
        {{"Content-Type", "text/xml; charset=utf-8"},
         {"Authorization", "Basic YUBjb250b3NvLnRlc3Q6bGV0dGVyYm94"}},
        body);
  }

  EmbeddedExchange exchange_{Options()};
  TlsClient socket_{PortOf(exchange_.authority()), exchange_.ca_certificate()};
};

TEST_F(AutodiscoverOfExchange, AnswersEverybodyInJson) {
  for (const char* path :
       {"/autodiscover/autodiscover.json/v1.0/a@contoso.test?Protocol=EWS",
        "/autodiscover/autodiscover.json/v1.0/a%40contoso.test?protocol=ews",
        "/Autodiscover/Autodiscover.json?Email=A%40contoso.test&Protocol=Ews&"
        "RedirectCount=1"}) {
    const HttpReply reply = Get(path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.body,
              R"({"Protocol":"EWS","Url":")" + exchange_.ews_url() + "\"}");
  }
}

TEST_F(AutodiscoverOfExchange, RefusesInJson) {
  const std::string stem = "/autodiscover/autodiscover.json/v1.0/";
  const HttpReply user = Get(stem + "b@contoso.test?Protocol=EWS");
  EXPECT_EQ(user.status, 404);
  EXPECT_THAT(user.body, HasSubstr(R"("ErrorCode":"UserNotFound")"));
  EXPECT_THAT(Get(stem + "a@contoso.test?Protocol=Pigeon").body,
              HasSubstr(R"("ErrorCode":"InvalidProtocol")"));
  EXPECT_THAT(Get(stem + "a@contoso.test").body,
              HasSubstr(R"("ErrorCode":"MandatoryParameterMissing")"));
  EXPECT_THAT(Get(stem + "a?Protocol=EWS").body,
              HasSubstr(R"("ErrorCode":"InvalidEmailAddress")"));
  EXPECT_EQ(Get(stem + "%zz?Protocol=%zz").status, 400);
}

TEST_F(AutodiscoverOfExchange, WantsASignInForXml) {
  for (const char* path :
       {"/autodiscover/autodiscover.xml", "/autodiscover/autodiscover.svc"}) {
    const HttpReply reply = socket_.Request("POST", path, {}, kPox);
    EXPECT_EQ(reply.status, 401) << path;
    EXPECT_THAT(reply.body, Not(HasSubstr("asmx")));
    EXPECT_NE(reply.header("WWW-Authenticate"), "");
  }
  EXPECT_EQ(socket_.Request("GET", "/autodiscover/nothing").status, 404);
}

TEST_F(AutodiscoverOfExchange, AnswersInPlainOldXml) {
  const HttpReply reply = Post("/Autodiscover/Autodiscover.xml", kPox);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(
      reply.body,
      AllOf(HasSubstr("<AccountType>email</AccountType><Action>settings"),
            HasSubstr("<Type>EXPR</Type>"), HasSubstr("<Type>EXCH</Type>"),
            HasSubstr("<EwsUrl>" + exchange_.ews_url() + "</EwsUrl>"),
            HasSubstr("<ServerVersion>73C189CB</ServerVersion>")));
}

TEST_F(AutodiscoverOfExchange, RefusesInPlainOldXml) {
  std::string unknown = kPox;
  unknown.replace(unknown.find("a@contoso"), 1, "b");
  EXPECT_THAT(Post("/autodiscover/autodiscover.xml", unknown).body,
              HasSubstr("<ErrorCode>500</ErrorCode>"));
  std::string mobile = kPox;
  mobile.replace(mobile.find("outlook/responseschema"), 7, "mobile!");
  EXPECT_THAT(Post("/autodiscover/autodiscover.xml", mobile).body,
              HasSubstr("<ErrorCode>601</ErrorCode>"));
  for (const char* body : {"", "<a/>", "<"})
    EXPECT_THAT(Post("/autodiscover/autodiscover.xml", body).body,
                HasSubstr("<ErrorCode>600</ErrorCode>"));
}

TEST_F(AutodiscoverOfExchange, AnswersGetUserSettings) {
  const HttpReply reply = Post("/autodiscover/autodiscover.svc",
                               Soap("a@contoso.test", "ExternalEwsUrl"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body,
              AllOf(HasSubstr("<ErrorCode>NoError</ErrorCode>"),
                    HasSubstr("<UserSetting i:type=\"StringSetting\"><Name>"
                              "ExternalEwsUrl</Name><Value>" +
                              exchange_.ews_url() + "</Value></UserSetting>")));
}

TEST_F(AutodiscoverOfExchange, RefusesInGetUserSettings) {
  const std::string path = "/autodiscover/autodiscover.svc";
  EXPECT_THAT(Post(path, Soap("b@contoso.test", "ExternalEwsUrl")).body,
              AllOf(HasSubstr("<ErrorCode>InvalidUser</ErrorCode>"),
                    Not(HasSubstr("asmx"))));
  EXPECT_THAT(Post(path, Soap("a@contoso.test", "PublicFolderServer")).body,
              AllOf(HasSubstr("<ErrorCode>SettingIsNotAvailable</ErrorCode>"),
                    HasSubstr("<SettingName>PublicFolderServer<")));
  for (const char* body : {"", "<a/>", "<"}) {
    const HttpReply reply = Post(path, body);
    EXPECT_EQ(reply.status, 500);
    EXPECT_THAT(reply.body, HasSubstr("<faultcode>s:Client</faultcode>"));
  }
}

}  // namespace
}  // namespace letterbox
