// What the tests of the EWS client have in common.
#ifndef LETTERBOX_TESTS_TRANSPORT_EWS_EWS_CLIENT_FIXTURE_H_
#define LETTERBOX_TESTS_TRANSPORT_EWS_EWS_CLIENT_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "ews/ews_client.h"
#include "ews/operations/get_folder.h"
#include "support/scripted_transport.h"
#include "transport/ews/made_up_ews.h"

namespace letterbox::ews {

inline std::string HeaderOf(const HttpRequest& request,
                            const std::string& name) {
  HttpResponse as_response;
  as_response.headers = request.headers;
  return as_response.header(name);
}

class EwsClientTest : public testing::Test {
 protected:
  void ReplyFolder() {
    transport_.Reply(
        200, AnswerOf("GetFolder", SuccessMessage("GetFolder",
                                                  "<m:Folders><t:Folder>"
                                                  "<t:FolderId Id=\"F\"/>"
                                                  "</t:Folder></m:Folders>")));
  }

  /// The error that opening a folder ends in.
  template <typename Error>
  Error Refused() {
    CallOptions options;
    options.ask_again = false;
    try {
      client_.Call(GetFolder(), options);
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("it was not refused");
  }

  ScriptedTransport transport_;
  CountingTokens tokens_;
  Cancellation closing_;
  EwsClient client_{MadeUpSite(), transport_, tokens_, closing_};
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_TESTS_TRANSPORT_EWS_EWS_CLIENT_FIXTURE_H_
