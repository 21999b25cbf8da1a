// The answer that goes on: its envelopes, and what comes in their place.
#include <string>
#include <vector>

#include "ews/operations/get_streaming_events.h"
#include "letterbox/transport/error.h"
#include "transport/ews/ews_client_fixture.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class EwsStreamTest : public EwsClientTest {
 protected:
  static std::string Beat() {
    return AnswerOf("GetStreamingEvents",
                    SuccessMessage("GetStreamingEvents",
                                   "<m:ConnectionStatus>OK"
                                   "</m:ConnectionStatus>"));
  }
  void Listen() {
    GetStreamingEvents request;
    request.subscription = "N1";
    client_.Stream<GetStreamingEvents>(
        request,
        [this](const Outcome<GetStreamingEvents::Result>& outcome) {
          codes_.push_back(outcome.status.code);
        },
        {});
  }

  std::vector<std::string> codes_;
};

TEST_F(EwsStreamTest, HandsOutEachEnvelope) {
  const std::string all =
      Beat() + "\r\n" +
      AnswerOf("GetStreamingEvents",
               ErrorMessage("GetStreamingEvents", "ErrorSubscriptionNotFound"));
  transport_.ReplyStream({all.substr(0, 100), all.substr(100)});
  Listen();
  EXPECT_THAT(codes_, ElementsAre("NoError", "ErrorSubscriptionNotFound"));
  EXPECT_EQ(HeaderOf(transport_.requests()[0], "X-PreferServerAffinity"),
            "true");
}

TEST_F(EwsStreamTest, TakesAnotherTokenOnceAfter401) {
  transport_.RefuseStream({401, {}, ""});
  transport_.ReplyStream({Beat()});
  Listen();
  EXPECT_THAT(codes_, ElementsAre("NoError"));
  EXPECT_THAT(tokens_.refused(), ElementsAre("Bearer token-1"));
}

TEST_F(EwsStreamTest, ReportsAFaultInTheStreamOrInsteadOfIt) {
  transport_.ReplyStream({Beat(), FaultOf("ErrorX", "No.")});
  EXPECT_THROW(Listen(), ServerError);
  EXPECT_THAT(codes_, ElementsAre("NoError"));
  transport_.RefuseStream({500, {}, FaultOf("ErrorX", "No.")});
  EXPECT_THROW(Listen(), ServerError);
  transport_.RefuseStream({503, {}, "busy"});
  EXPECT_THROW(Listen(), ServerError);
}

TEST_F(EwsStreamTest, ReportsWhatIsNoEnvelope) {
  transport_.ReplyStream({"<html>token-1</html>"});
  try {
    Listen();
    ADD_FAILURE() << "was taken";
  } catch (const ProtocolError& error) {
    EXPECT_EQ(error.operation(), "GetStreamingEvents");
    EXPECT_THAT(error.what(), Not(HasSubstr("token-1")));
  }
  transport_.ReplyStream({"token-1"});
  try {
    Listen();
    ADD_FAILURE() << "was taken";
  } catch (const ProtocolError& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr("token-1")));
  }
}

}  // namespace
}  // namespace letterbox::ews
