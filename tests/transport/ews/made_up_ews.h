// What the tests of the EWS client have in common: a site, tokens without an
// authority, and answers that are made up.
#ifndef LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_EWS_H_
#define LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_EWS_H_

#include <mutex>
#include <string>
#include <vector>

#include "auth/token_source.h"
#include "ews/refusal.h"
#include "ews/server_version.h"
#include "ews/soap.h"
#include "xml/names.h"
#include "xml/reader.h"

namespace letterbox::ews {

inline Site MadeUpSite() {
  return {"https://mail.contoso.test/EWS/Exchange.asmx",
          "customer@contoso.test", "customer"};
}

/// Hands out "Bearer token-1", and after each refusal the next. Thread-safe.
class CountingTokens : public TokenSource {
 public:
  explicit CountingTokens(bool app_only = true) : app_only_(app_only) {}

  std::string Authorization() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return "Bearer token-" + std::to_string(refused_.size() + 1);
  }
  void Refuse(const std::string& authorization) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    refused_.push_back(authorization);
  }
  bool app_only() const override { return app_only_; }

  std::vector<std::string> refused() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return refused_;
  }

 private:
  const bool app_only_;
  mutable std::mutex mutex_;
  std::vector<std::string> refused_;
};

/// A whole envelope around `body`, which uses the prefixes m and t.
inline std::string EnvelopeOf(const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
         "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
         "<s:Body xmlns:m=\"http://schemas.microsoft.com/exchange/services/"
         "2006/messages\" xmlns:t=\"http://schemas.microsoft.com/exchange/"
         "services/2006/types\">" +
         body + "</s:Body></s:Envelope>";
}

/// The response message of `operation` that says Success; `inside` follows its
/// ResponseCode.
inline std::string SuccessMessage(const std::string& operation,
                                  const std::string& inside = "") {
  return "<m:" + operation +
         "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError"
         "</m:ResponseCode>" +
         inside + "</m:" + operation + "ResponseMessage>";
}

inline std::string ErrorMessage(const std::string& operation,
                                const std::string& code,
                                const std::string& text = "It is made up.") {
  return "<m:" + operation +
         "ResponseMessage ResponseClass=\"Error\"><m:MessageText>" + text +
         "</m:MessageText><m:ResponseCode>" + code +
         "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>"
         "</m:" +
         operation + "ResponseMessage>";
}

/// The answer of `operation` with these response messages.
inline std::string AnswerOf(const std::string& operation,
                            const std::string& messages) {
  return EnvelopeOf("<m:" + operation + "Response><m:ResponseMessages>" +
                    messages + "</m:ResponseMessages></m:" + operation +
                    "Response>");
}

inline std::string FaultOf(const std::string& code, const std::string& text,
                           const std::string& message_xml = "") {
  return EnvelopeOf(
      "<s:Fault><faultcode xmlns:a=\"http://schemas.microsoft.com/exchange/"
      "services/2006/types\">a:" +
      code + "</faultcode><faultstring xml:lang=\"en-US\">" + text +
      "</faultstring><detail><e:ResponseCode xmlns:e=\"http://schemas.microsoft"
      ".com/exchange/services/2006/errors\">" +
      code + "</e:ResponseCode>" + message_xml + "</detail></s:Fault>");
}

/// Reads the only response message of `envelope` as the operation does.
template <typename Operation>
typename Operation::Result ReadOnly(const std::string& envelope) {
  const Answer answer = ReadAnswer(envelope);
  return Operation::Read(answer.messages.at(0).element);
}

/// The request of `operation` inside the SOAP body.
template <typename Operation>
std::string RequestOf(const Operation& operation) {
  RequestWriter out;
  out.Open("m:" + std::string(Operation::kTraits.name));
  operation.Write(out);
  return out.Finish();
}

/// The same as the client sends it.
template <typename Operation>
std::string RequestEnvelopeOf(const Operation& operation) {
  RequestContext context;
  context.version = kEarliestVersion;
  context.impersonate = "customer@contoso.test";
  return WriteEnvelope(Operation::kTraits.name, context,
                       [&](RequestWriter& out) { operation.Write(out); })
      .xml;
}

/// What `Operation` reads from the response message that says Success, with
/// `inside` after its ResponseCode.
template <typename Operation>
typename Operation::Result ReadInside(const std::string& inside) {
  const std::string name(Operation::kTraits.name);
  return ReadOnly<Operation>(AnswerOf(name, SuccessMessage(name, inside)));
}

}  // namespace letterbox::ews

#endif  // LETTERBOX_TESTS_TRANSPORT_EWS_MADE_UP_EWS_H_
