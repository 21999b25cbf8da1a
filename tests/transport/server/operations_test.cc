// Operations that no mailbox shows by themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "auth/token_source.h"
#include "ews/ews_client.h"
#include "ews/operations/create_item.h"
#include "ews/operations/get_events.h"
#include "ews/operations/get_folder.h"
#include "ews/operations/subscribe.h"
#include "ews/operations/unsubscribe.h"
#include "http/http_transport.h"
#include "letterbox/transport/connection.h"
#include "letterbox/transport/error.h"
#include "letterbox/transport/mailbox.h"
#include "transport/server/server_fixture.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// An application's tokens, taken for a user's: no request impersonates.
class WithoutImpersonation : public TokenSource {
 public:
  explicit WithoutImpersonation(TokenSource& tokens) : tokens_(tokens) {}
  std::string Authorization() override { return tokens_.Authorization(); }
  void Refuse(const std::string& authorization) override {
    tokens_.Refuse(authorization);
  }
  bool app_only() const override { return false; }

 private:
  TokenSource& tokens_;
};

class OperationsOnExchange : public testing::Test {
 protected:
  OperationsOnExchange() {
    HttpOptions options;
    options.tls = connection_.tls;
    transport_ = NewCpprestTransport(options);
    tokens_ = NewTokenSource(connection_, *transport_, SystemClock());
  }

  EwsClient Client(TokenSource& tokens) {
    return EwsClient({connection_.host, kAlice, "customer"}, *transport_,
                     tokens, Cancellation());
  }
  EwsClient Client() { return Client(*tokens_); }

  template <typename Operation>
  std::string RefusalOf(EwsClient&& client, const Operation& operation) {
    try {
      client.Call(operation);
    } catch (const ServerError& error) {
      return error.response_code();
    }
    return "";
  }

  EmbeddedExchange exchange_{ThreeUsers()};
  const Connection connection_ = exchange_.ConnectionFor(kAlice);
  std::unique_ptr<HttpTransport> transport_;
  std::unique_ptr<TokenSource> tokens_;
};

TEST_F(OperationsOnExchange, GetFolderFindsEachFolder) {
  for (const Folder folder :
       {Folder::kInbox, Folder::kDrafts, Folder::kSentItems,
        Folder::kDeletedItems, Folder::kJunkEmail, Folder::kOutbox,
        Folder::kTop}) {
    GetFolder request;
    request.folder = folder;
    const GetFolder::Result result = Client().Call(request);
    EXPECT_THAT(result.id, Not(IsEmpty()));
    EXPECT_THAT(result.name, Not(IsEmpty()));
    EXPECT_EQ(result.total, 0);
  }
}

TEST_F(OperationsOnExchange, CreateItemSendsWithoutACopy) {
  CreateItem request;
  request.disposition = CreateItem::Disposition::kSendOnly;
  const std::string mime = "To: bob@contoso.test\r\n" + MailAbout("no copy");
  request.mime = mime;
  EXPECT_EQ(Client().Call(request).id.id, "");
  EXPECT_THAT(
      SubjectsOf(
          OpenMailbox(exchange_.ConnectionFor(kBob))->List(Folder::kInbox, 10)),
      ElementsAre("no copy"));
  for (const Folder folder : {Folder::kSentItems, Folder::kDrafts}) {
    EXPECT_THAT(OpenMailbox(connection_)->List(folder, 10), IsEmpty());
  }
}

TEST_F(OperationsOnExchange, UnsubscribeEndsASubscription) {
  Subscribe subscribe;
  subscribe.folders = {Folder::kInbox};
  Unsubscribe unsubscribe;
  unsubscribe.subscription = Client().Call(subscribe).subscription;
  EXPECT_EQ(RefusalOf(Client(), unsubscribe), "");
  EXPECT_EQ(RefusalOf(Client(), unsubscribe), "ErrorSubscriptionNotFound");
}

TEST_F(OperationsOnExchange, GetEventsTellsWhatCameSinceAWatermark) {
  Subscribe subscribe;
  subscribe.kind = Subscribe::Kind::kPull;
  subscribe.folders = {Folder::kInbox};
  const Subscribe::Result subscription = Client().Call(subscribe);
  GetEvents request;
  request.subscription = subscription.subscription;
  request.watermark = subscription.watermark;
  EXPECT_EQ(Client().Call(request).events, 0);
  exchange_.Deliver(kAlice, MailAbout("one"));
  const GetEvents::Result first = Client().Call(request);
  EXPECT_GT(first.events, 0);
  EXPECT_FALSE(first.more);
  request.watermark = first.watermark;
  EXPECT_EQ(Client().Call(request).events, 0);
}

TEST_F(OperationsOnExchange, NoneWorksForAnApplicationThatImpersonatesNobody) {
  WithoutImpersonation tokens(*tokens_);
  EXPECT_EQ(RefusalOf(Client(tokens), GetFolder()),
            "ErrorInvalidExchangeImpersonationHeaderData");
}

}  // namespace
}  // namespace letterbox::ews
