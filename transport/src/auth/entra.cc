#include "auth/entra.h"

namespace letterbox {
namespace {

struct Entry {
  int number;
  const char* sentence;
};

constexpr char kDisabled[] =
    "the application is disabled in this tenant. An administrator must enable "
    "it.";
constexpr char kNeedsTenant[] =
    "this application needs a tenant of its own rather than \"common\" or "
    "\"organizations\". Set authenticate: tenant_id to the directory's ID.";
constexpr char kUnknownScope[] =
    "the scope or its resource is not known to this tenant. Check "
    "authenticate: "
    "scope against the host of the connection.";
constexpr char kConditionalAccess[] =
    "a Conditional Access policy of the organisation blocks this application. "
    "An administrator must allow it.";
constexpr char kThrottled[] =
    "the authority holds this application back because it asked too often. Try "
    "again in a few minutes, and let all tests share one token_store.";
constexpr char kPassingFault[] =
    "the authority has a passing fault. Try again later.";
constexpr char kIncomplete[] =
    "the authority misses something in the request. Check authenticate: "
    "tenant_id, client_id and scope; if they are right, report this as a "
    "defect "
    "of Letterbox.";

constexpr Entry kEntries[] = {
    {28002, kUnknownScope},
    {50001, kUnknownScope},
    {50033, kPassingFault},
    {50105,
     "the application is not assigned to what it asks for. An administrator "
     "must assign it."},
    {50194, kNeedsTenant},
    {50196, kThrottled},
    {53003, kConditionalAccess},
    {65001,
     "no administrator has consented to the application's permission. Grant "
     "admin consent to full_access_as_app."},
    {65005, kUnknownScope},
    {70001, kDisabled},
    {70011, kUnknownScope},
    {90002,
     "the tenant does not exist in this cloud. Check authenticate: tenant_id "
     "and authority."},
    {90006, kPassingFault},
    {90012, kPassingFault},
    {90013, kIncomplete},
    {90014, kIncomplete},
    {90024, kPassingFault},
    {90033, kPassingFault},
    {90055, kThrottled},
    {90090, kPassingFault},
    {500011, kUnknownScope},
    {530032, kConditionalAccess},
    {650056, kUnknownScope},
    {650057, kUnknownScope},
    {700016,
     "the client ID is not registered in this tenant. Check authenticate: "
     "client_id and tenant_id."},
    {700025,
     "the application is registered as a public client, which has no secret. "
     "Register it as a confidential one (platform \"Web\"), or remove "
     "authenticate: client_secret."},
    {900023,
     "the tenant is neither a directory's ID nor a domain name. Check "
     "authenticate: tenant_id."},
    {900144, kIncomplete},
    {7000112, kDisabled},
    {7000215,
     "the client secret is wrong. Put the secret's value, not its ID, under "
     "authenticate: client_secret."},
    {7000218,
     "the application is registered as one that has a client secret, and none "
     "arrived. Set authenticate: client_secret."},
    {7000222,
     "the client secret has expired. Make a new one and put its value under "
     "authenticate: client_secret."},
    {9001023, kNeedsTenant},
    {9002313, kIncomplete},
};

}  // namespace

const char* EntraSentence(int number) {
  for (const Entry& entry : kEntries) {
    if (entry.number == number) return entry.sentence;
  }
  return nullptr;
}

}  // namespace letterbox
