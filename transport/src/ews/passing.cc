#include "ews/passing.h"

namespace letterbox::ews {
namespace {

struct PassingCode {
  std::string_view code;
  Passing passing;
};

constexpr PassingCode kCodes[] = {
    {"ErrorADUnavailable", Passing::kSoon},
    {"ErrorBatchProcessingStopped", Passing::kSoon},
    {"ErrorConnectionFailed", Passing::kSoon},
    {"ErrorExceededConnectionCount", Passing::kBusy},
    {"ErrorExceededSubscriptionCount", Passing::kSoon},
    {"ErrorInternalServerTransientError", Passing::kSoon},
    {"ErrorMailboxMoveInProgress", Passing::kSoon},
    {"ErrorMailboxStoreUnavailable", Passing::kSoon},
    {"ErrorServerBusy", Passing::kBusy},
    {"ErrorTimeoutExpired", Passing::kSoon},
    {"ErrorTooManyObjectsOpened", Passing::kSoon},
};

struct PassingStatus {
  int status;
  Passing passing;
};

constexpr PassingStatus kStatuses[] = {
    {429, Passing::kBusy},
    {502, Passing::kSoon},
    {503, Passing::kBusy},
    {504, Passing::kSoon},
};

}  // namespace

Passing PassingOf(std::string_view response_code) {
  for (const PassingCode& known : kCodes) {
    if (known.code == response_code) return known.passing;
  }
  return Passing::kNever;
}

Passing PassingOf(int http_status) {
  for (const PassingStatus& known : kStatuses) {
    if (known.status == http_status) return known.passing;
  }
  return Passing::kNever;
}

bool IsBusy(const ServerError& error) {
  return (error.response_code().empty()
              ? PassingOf(error.http_status())
              : PassingOf(error.response_code())) == Passing::kBusy;
}

}  // namespace letterbox::ews
