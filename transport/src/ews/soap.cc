#include "ews/soap.h"

#include <utility>

#include "ews/shapes.h"
#include "xml/names.h"

namespace letterbox::ews {
namespace {

using xml::E;
using xml::Element;
using xml::M;
using xml::Soap;
using xml::T;

// The parts of a SOAP 1.1 fault have no namespace, but a server whose envelope
// declares a default namespace puts them there.
Element FaultPart(Element fault, std::string_view local) {
  const Element part = fault.Child({"", local});
  return part ? part : fault.Child(Soap(local));
}

std::string WithoutPrefix(const std::string& name) {
  return name.substr(name.rfind(':') + 1);
}

// Other values may stand before it, so all are looked at.
std::optional<std::chrono::milliseconds> ReadBackOff(Element message_xml) {
  for (const Element value : message_xml) {
    if (!value.Is(T("Value")) ||
        value.Attribute("Name") != "BackOffMilliseconds") {
      continue;
    }
    const int number = ReadInt(value.Text(), -1);
    if (number >= 0) return std::chrono::milliseconds(number);
  }
  return std::nullopt;
}

Status ReadFault(Element fault) {
  const Element detail = FaultPart(fault, "detail");
  Status status;
  status.response_class = Status::Class::kError;
  status.code = detail.ChildText(E("ResponseCode"));
  if (status.code.empty()) {
    status.code = WithoutPrefix(FaultPart(fault, "faultcode").Text());
  }
  status.text = FaultPart(fault, "faultstring").Text();
  if (status.text.empty()) status.text = detail.ChildText(E("Message"));
  status.back_off = ReadBackOff(detail.Child(T("MessageXml")));
  return status;
}

Status ReadStatus(Element message) {
  Status status;
  status.code = message.ChildText(M("ResponseCode"));
  status.text = message.ChildText(M("MessageText"));
  status.back_off = ReadBackOff(message.Child(M("MessageXml")));
  const std::string response_class =
      message.Attribute("ResponseClass").value_or("");
  const bool no_error = status.code.empty() || status.code == "NoError";
  if (response_class == "Error") {
    status.response_class = Status::Class::kError;
  } else if (response_class == "Warning" && !no_error) {
    status.response_class = Status::Class::kWarning;
  } else if (response_class.empty() && !no_error) {
    status.response_class = Status::Class::kError;
  }
  return status;
}

std::vector<ResponseMessage> ReadMessages(Element payload) {
  std::vector<ResponseMessage> messages;
  for (const Element message : payload.Child(M("ResponseMessages"))) {
    messages.push_back({ReadStatus(message), message});
  }
  // Some operations answer with one message that is the payload itself.
  if (messages.empty() && payload.Attribute("ResponseClass")) {
    messages.push_back({ReadStatus(payload), payload});
  }
  return messages;
}

}  // namespace

Envelope WriteEnvelope(std::string_view operation,
                       const RequestContext& context,
                       const std::function<void(RequestWriter&)>& write) {
  RequestWriter out(context.owner);
  out.PlainText("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
  out.Open("s:Envelope")
      .Attribute("xmlns:s", xml::kSoapNs)
      .Attribute("xmlns:t", xml::kTypesNs)
      .Attribute("xmlns:m", xml::kMessagesNs);
  out.Open("s:Header");
  out.Open("t:RequestServerVersion")
      .Attribute("Version", context.version)
      .Close();
  if (!context.impersonate.empty()) {
    out.Open("t:ExchangeImpersonation").Open("t:ConnectingSID");
    out.Leaf("t:PrimarySmtpAddress", context.impersonate).Close().Close();
  }
  out.Close().Open("s:Body");
  out.Open("m:" + std::string(operation));
  write(out);
  Envelope envelope{out.Finish(), out.inserts()};
  return envelope;
}

Answer ReadAnswer(std::string_view text) {
  return ReadAnswer(xml::Spliced{std::string(text), {}});
}

Answer ReadAnswer(xml::Spliced spliced) {
  std::string beginning = spliced.text.substr(0, kBeginning);
  Answer answer{xml::Document::Parse(std::move(spliced)),
                std::move(beginning),
                {},
                {},
                {}};
  const Element envelope = answer.document.root();
  if (!envelope.Is(Soap("Envelope"))) {
    throw xml::ParseError("the root is not a SOAP envelope");
  }
  answer.payload = envelope.Child(Soap("Body")).FirstChild();
  if (!answer.payload) throw xml::ParseError("the SOAP body is empty");
  if (answer.payload.Is(Soap("Fault"))) {
    answer.fault = ReadFault(answer.payload);
  } else {
    answer.messages = ReadMessages(answer.payload);
  }
  return answer;
}

}  // namespace letterbox::ews
