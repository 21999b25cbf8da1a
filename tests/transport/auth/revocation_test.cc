// Forgetting, where the authority can revoke.
#include "auth/sign_in.h"
#include "auth_fixture.h"

namespace letterbox {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

class Revocation : public testing::Test {
 protected:
  Revocation() {
    connection_ = Customer();
    connection_.authenticate.tenant_id.clear();
    connection_.authenticate.authority = "https://id.contoso.test";
    connection_.token_store = folder_.path().string();
  }

  void ReplyDocument(const std::string& more) {
    transport_.Reply(200,
                     R"({"issuer":"https://id.contoso.test",)"
                     R"("token_endpoint":"https://id.contoso.test/token")" +
                         more + "}");
  }
  void Store(const std::string& refresh_token) {
    Token token;
    token.access_token = "access-s3cret";
    token.refresh_token = refresh_token;
    StoreOf(connection_)->Save({{}, token, std::nullopt});
  }
  Forgotten ForgetIt() {
    return Forget(
        connection_, [this]() -> HttpTransport& { return transport_; }, clock_);
  }

  TemporaryFolder folder_;
  HurryingClock clock_;
  ScriptedTransport transport_;
  Connection connection_;
};

constexpr char kEndpoint[] =
    R"(,"revocation_endpoint":"https://id.contoso.test/revoke")";

TEST_F(Revocation, RevokesTheRefreshToken) {
  Store("refresh-s3cret");
  ReplyDocument(kEndpoint);
  transport_.Reply(200, "");
  EXPECT_TRUE(ForgetIt().is_revoked);
  const HttpRequest asked = transport_.requests().back();
  EXPECT_EQ(asked.url, "https://id.contoso.test/revoke");
  EXPECT_THAT(asked.body, AllOf(HasSubstr("token=refresh-s3cret"),
                                HasSubstr("token_type_hint=refresh_token"),
                                HasSubstr("client_id=the-client")));
  EXPECT_FALSE(StoreOf(connection_)->Load());
}

TEST_F(Revocation, RevokesTheAccessTokenWhereThereIsNoOther) {
  Store("");
  ReplyDocument(kEndpoint);
  transport_.Reply(200, "");
  EXPECT_TRUE(ForgetIt().is_revoked);
  EXPECT_THAT(transport_.requests().back().body,
              HasSubstr("token=access-s3cret"));
}

TEST_F(Revocation, ForgetsWhereThereIsNoWayToRevoke) {
  Store("refresh-s3cret");
  ReplyDocument("");
  const Forgotten forgotten = ForgetIt();
  EXPECT_TRUE(forgotten.was_stored);
  EXPECT_FALSE(forgotten.is_revoked);
  EXPECT_EQ(forgotten.problem, "");
}

TEST_F(Revocation, ForgetsAndTellsWhereTheAuthorityFails) {
  Store("refresh-s3cret");
  ReplyDocument(kEndpoint);
  transport_.Reply(503, "");
  const Forgotten forgotten = ForgetIt();
  EXPECT_TRUE(forgotten.was_stored);
  EXPECT_THAT(forgotten.problem, HasSubstr("answered 503"));
  EXPECT_FALSE(StoreOf(connection_)->Load());
}

TEST_F(Revocation, ForgetsWhereTheNetworkCannotBeUsed) {
  Store("refresh-s3cret");
  const Forgotten forgotten = Forget(
      connection_,
      []() -> HttpTransport& { throw ConfigError("no such file", "", 0, ""); },
      clock_);
  EXPECT_TRUE(forgotten.was_stored);
  EXPECT_EQ(forgotten.problem, "no such file");
}

TEST_F(Revocation, AsksNobodyWhereNothingIsStored) {
  EXPECT_FALSE(ForgetIt().was_stored);
  EXPECT_THAT(transport_.requests(), SizeIs(0));
}

}  // namespace
}  // namespace letterbox
