#include "mime/delivery.h"

#include <algorithm>
#include <charconv>
#include <ostream>

#include "ascii.h"
#include "letterbox/transport/printable.h"
#include "mime/header_fields.h"

namespace letterbox {
namespace {

using std::chrono::milliseconds;

// The values of all fields of that name, in the order of the mail.
std::vector<std::string_view> ValuesOf(const ParsedMail& mail,
                                       std::string_view name) {
  std::vector<std::string_view> values;
  for (const Header& header : mail.headers) {
    if (EqualsIgnoringCase(header.name, name)) values.push_back(header.value);
  }
  return values;
}

std::string_view FirstValue(const ParsedMail& mail, std::string_view name) {
  const auto values = ValuesOf(mail, name);
  return values.empty() ? std::string_view() : values.front();
}

void ReadHops(const ParsedMail& mail, Delivery& delivery) {
  constexpr std::size_t kMost = 1000;
  auto fields = ValuesOf(mail, "Received");
  if (fields.size() > kMost) fields.resize(kMost);
  std::reverse(fields.begin(), fields.end());  // the newest stands on top
  std::optional<std::chrono::system_clock::time_point> before = mail.date;
  auto begin = before;
  for (const std::string_view field : fields) {
    Hop hop = ReadHop(field);
    if (hop.time) {
      if (before) {
        hop.delay =
            std::chrono::duration_cast<milliseconds>(*hop.time - *before);
      }
      before = hop.time;
      if (!begin) begin = hop.time;
      delivery.total =
          std::chrono::duration_cast<milliseconds>(*hop.time - *begin);
    }
    delivery.hops.push_back(std::move(hop));
  }
}

std::optional<int> ReadNumber(std::string_view text) {
  text = Trim(text);
  int number = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

// https://www.rfc-editor.org/rfc/rfc8617#section-4.1.3
void ReadSeals(const ParsedMail& mail, Delivery& delivery) {
  int newest = 0;
  for (const auto value : ValuesOf(mail, "ARC-Seal")) {
    const int instance = ReadNumber(TagOf(value, "i")).value_or(0);
    if (instance <= newest) continue;
    newest = instance;
    delivery.arc_chain = ToLower(TagOf(value, "cv"));
  }
}

void ReadVerdicts(const ParsedMail& mail, Delivery& delivery) {
  std::string server;
  bool first = true;
  for (const auto value : ValuesOf(mail, "Authentication-Results")) {
    AuthenticationResults results = ReadAuthenticationResults(value);
    if (first) server = results.server;
    // Exchange writes one field, and does not name itself.
    if (!first && (server.empty() || results.server != server)) continue;
    first = false;
    std::move(results.verdicts.begin(), results.verdicts.end(),
              std::back_inserter(delivery.verdicts));
  }
  int newest = 0;
  for (const auto value : ValuesOf(mail, "ARC-Authentication-Results")) {
    AuthenticationResults results = ReadAuthenticationResults(value);
    if (results.instance <= newest) continue;
    newest = results.instance;
    delivery.arc = std::move(results.verdicts);
  }
  ReadSeals(mail, delivery);
}

// https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo
std::optional<int> ReadSpamConfidence(const ParsedMail& mail) {
  const auto level =
      ReadNumber(FirstValue(mail, "X-MS-Exchange-Organization-SCL"));
  if (level) return level;
  const std::string report =
      ";" + std::string(FirstValue(mail, "X-Forefront-Antispam-Report"));
  const std::size_t at = report.find(";SCL:");
  if (at == std::string::npos) return std::nullopt;
  return ReadNumber(std::string_view(report).substr(at + 5));
}

const Attachment* FindPart(const ParsedMail& mail, std::string_view type) {
  const auto part = std::find_if(
      mail.attachments.begin(), mail.attachments.end(),
      [&](const Attachment& each) { return each.content_type == type; });
  return part == mail.attachments.end() ? nullptr : &*part;
}

// "displayed" of "manual-action/MDN-sent-manually; displayed/…".
// https://www.rfc-editor.org/rfc/rfc8098#section-3.2.6
bool IsDisplayed(const std::string& notification) {
  std::string disposition =
      ToLower(SplitHeader(notification).Field("Disposition"));
  disposition.erase(0, std::min(disposition.find(';'), disposition.size()));
  return disposition.find("displayed") != std::string::npos;
}

bool BeginsWith(std::string_view text, std::string_view begin) {
  return EqualsIgnoringCase(text.substr(0, begin.size()), begin);
}

// Exchange marks it by the class of the item; over SMTP it and others mark it
// as an answer by a program.
bool IsOutOfOffice(const ParsedMail& mail, const ItemProperties& item,
                   bool is_report) {
  if (BeginsWith(item.item_class, "IPM.Note.Rules.OofTemplate")) return true;
  if (is_report) return false;
  if (BeginsWith(FirstValue(mail, "Auto-Submitted"), "auto-replied")) {
    return true;
  }
  for (const char* field : {"X-Autoreply", "X-Autorespond"}) {
    if (!FirstValue(mail, field).empty()) return true;
  }
  return EqualsIgnoringCase(FirstValue(mail, "Precedence"), "auto_reply");
}

}  // namespace

std::vector<RecipientReport> ReadDeliveryStatus(std::string_view text) {
  constexpr std::size_t kMost = 10000;
  std::vector<RecipientReport> reports;
  // Blocks of fields: one of the mail, then one a recipient.
  while (!text.empty() && reports.size() < kMost) {
    const RawPart block = SplitHeader(text);
    text = block.body.size() < text.size() ? block.body : std::string_view();
    std::string recipient = block.Field("Final-Recipient");
    if (recipient.empty()) recipient = block.Field("Original-Recipient");
    if (recipient.empty()) continue;
    const auto after_type = [](const std::string& value) {
      return std::string(Trim(value.substr(value.find(';') + 1)));
    };
    RecipientReport report;
    const auto addresses = ParseAddresses(after_type(recipient));
    report.recipient = addresses.empty() ? EmailAddress(after_type(recipient))
                                         : addresses.front();
    report.action = ToLower(block.Field("Action"));
    const std::string status = block.Field("Status");
    report.status = status.substr(0, status.find_first_of(" ("));
    report.diagnostic = DecodeField(after_type(block.Field("Diagnostic-Code")));
    reports.push_back(std::move(report));
  }
  return reports;
}

Delivery ReadDelivery(const ParsedMail& mail, const ItemProperties& item) {
  Delivery delivery;
  ReadHops(mail, delivery);
  ReadVerdicts(mail, delivery);
  delivery.spam_confidence = ReadSpamConfidence(mail);
  const bool is_report =
      BeginsWith(FirstValue(mail, "Content-Type"), "multipart/report");
  if (is_report) {
    for (const char* type :
         {"message/delivery-status", "message/global-delivery-status"}) {
      const Attachment* status = FindPart(mail, type);
      if (status) delivery.reports = ReadDeliveryStatus(status->content);
    }
    const Attachment* notification =
        FindPart(mail, "message/disposition-notification");
    delivery.is_read_receipt =
        notification != nullptr && IsDisplayed(notification->content);
  }
  delivery.is_out_of_office = IsOutOfOffice(mail, item, is_report);
  const std::string_view submitted = FirstValue(mail, "Auto-Submitted");
  delivery.is_auto_submitted =
      is_report || delivery.is_out_of_office ||
      (!submitted.empty() && !BeginsWith(submitted, "no"));
  return delivery;
}

const Hop* Delivery::slowest() const {
  const Hop* slowest = nullptr;
  for (const Hop& hop : hops) {
    if (!hop.delay) continue;
    if (slowest == nullptr || *hop.delay > *slowest->delay) slowest = &hop;
  }
  return slowest;
}

std::ostream& operator<<(std::ostream& out, const Hop& hop) {
  const auto shown = [](const std::string& text) {
    return text.empty() ? "an unnamed host" : Printable(text, 60);
  };
  out << "from " << shown(hop.from) << " by " << shown(hop.by);
  if (!hop.with.empty()) out << " with " << Printable(hop.with, 40);
  out << (hop.tls.empty() ? ", no TLS" : ", " + Printable(hop.tls, 20));
  if (hop.delay) out << ", " << ShowDuration(*hop.delay);
  return out;
}

std::ostream& operator<<(std::ostream& out, const Verdict& verdict) {
  out << Printable(verdict.method, 20) << "=" << Printable(verdict.result, 20);
  if (!verdict.domain.empty()) out << " of " << Printable(verdict.domain, 60);
  if (!verdict.reason.empty()) {
    out << ", reason " << Printable(verdict.reason, 40);
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const RecipientReport& report) {
  out << report.recipient << " " << Printable(report.action, 20) << " "
      << Printable(report.status, 20);
  if (!report.diagnostic.empty()) {
    out << " (" << Printable(report.diagnostic, 80) << ")";
  }
  return out;
}

}  // namespace letterbox
