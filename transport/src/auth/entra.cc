#include "auth/entra.h"

namespace letterbox {
namespace {

constexpr bool kAgain = true;
constexpr bool kNotAgain = false;

constexpr char kUnused[] =
    "the saved authorisation has expired because it was not used for too long "
    "(Microsoft Entra ID keeps it for 90 days).";
constexpr char kSessionEnded[] =
    "the session ended because the password expired or was changed.";
constexpr char kOtherRequest[] =
    "the answer of the sign-in does not belong to this request (PKCE).";
constexpr char kDisabled[] =
    "the application is disabled in this tenant. An administrator must enable "
    "it.";
constexpr char kNeedsTenant[] =
    "this application needs a tenant of its own rather than \"common\" or "
    "\"organizations\". Set authenticate: tenant_id to the directory's ID.";
constexpr char kNotInTenant[] =
    "the account is not in this tenant. Check user and authenticate: "
    "tenant_id.";
constexpr char kAssertion[] =
    "the assertion that stands for the application is refused: it is for "
    "another client or audience, or its time is not now. Check this machine's "
    "clock, authenticate: client_id and tenant_id.";
constexpr char kFederation[] =
    "no federated credential of the application fits the assertion. Compare "
    "its issuer, subject and audience with those of the registration, and "
    "check the clock.";
constexpr char kRedirect[] =
    "the redirect URL is not registered for this application. Register "
    "authenticate: redirect_url as it stands.";
constexpr char kAdminConsent[] =
    "an administrator must consent to the application's permission. Ask for "
    "admin consent.";
constexpr char kUnknownScope[] =
    "the scope or its resource is not known to this tenant or not listed in "
    "the registration. Check authenticate: scope against the host of the "
    "connection.";
constexpr char kMultiFactor[] =
    "the account needs multi-factor authentication. A person must sign in "
    "(letterbox authorize); where nobody is there, let the application sign "
    "in as itself (flow: client_credentials or certificate).";
constexpr char kDevice[] =
    "the organisation demands a managed device or an approved application. An "
    "administrator must allow this one.";
constexpr char kConditionalAccess[] =
    "a Conditional Access policy of the organisation blocks this sign-in. An "
    "administrator must allow it.";
constexpr char kPasswordExpired[] =
    "the account's password has expired. Change it.";
constexpr char kWrongPassword[] =
    "the user name or the password is wrong. It is not tried again, since "
    "that would lock the account. Check user and authenticate: password.";
constexpr char kThrottled[] =
    "the authority holds this application back because it asked too often. Try "
    "again in a few minutes, and let all tests share one token_store.";
constexpr char kPassingFault[] =
    "the authority has a passing fault. Try again later.";
constexpr char kDeviceCode[] =
    "the device code is wrong or has expired. Start again.";
constexpr char kIncomplete[] =
    "the authority misses something in the request. Check authenticate: "
    "tenant_id, client_id and scope; if they are right, report this as a "
    "defect of Letterbox.";

constexpr EntraError kErrors[] = {
    {16003, kNotInTenant, kNotAgain},
    {28002, kUnknownScope, kNotAgain},
    {50001, kUnknownScope, kNotAgain},
    {50011, kRedirect, kNotAgain},
    {50012, kAssertion, kNotAgain},
    {50013, kAssertion, kNotAgain},
    {50014, kNotInTenant, kNotAgain},
    {50020, kNotInTenant, kNotAgain},
    {50027, kAssertion, kNotAgain},
    {50033, kPassingFault, kNotAgain},
    {50034, kNotInTenant, kNotAgain},
    {50053,
     "the account is locked after too many wrong passwords, or the address is "
     "blocked. Wait before anybody tries again.",
     kNotAgain},
    {50055, kPasswordExpired, kNotAgain},
    {50056, kWrongPassword, kNotAgain},
    {50057,
     "the account is disabled. An administrator must enable it, or the "
     "connection another user.",
     kNotAgain},
    {50072, kMultiFactor, kNotAgain},
    {50074, kMultiFactor, kNotAgain},
    {50076, kMultiFactor, kNotAgain},
    {50078, kMultiFactor, kNotAgain},
    {50079, kMultiFactor, kNotAgain},
    {50089, "the sign-in took too long, or its session was revoked.", kAgain},
    {50097, kDevice, kNotAgain},
    {50105,
     "the account or application is not assigned to what it asks for. An "
     "administrator must assign it.",
     kNotAgain},
    {50126, kWrongPassword, kNotAgain},
    {50129, kDevice, kNotAgain},
    {50131, kConditionalAccess, kNotAgain},
    {50132, kSessionEnded, kAgain},
    {50133, kSessionEnded, kAgain},
    {50144, kPasswordExpired, kNotAgain},
    {50147, kOtherRequest, kAgain},
    {50158, kMultiFactor, kNotAgain},
    {50173,
     "the saved authorisation was revoked: by an administrator, by the user, "
     "or by a change of the password.",
     kAgain},
    {50194, kNeedsTenant, kNotAgain},
    {50196, kThrottled, kNotAgain},
    {51004, kNotInTenant, kNotAgain},
    {53000, kDevice, kNotAgain},
    {53001, kDevice, kNotAgain},
    {53002, kDevice, kNotAgain},
    {53003, kConditionalAccess, kNotAgain},
    {54005, "the authorisation code was used twice.", kAgain},
    {65001,
     "nobody has consented to the application's permission. Grant admin "
     "consent (full_access_as_app where the application signs in as itself, "
     "EWS.AccessAsUser.All for a person), or let a person consent with "
     "letterbox authorize.",
     kNotAgain},
    {65004, "consent was declined.", kAgain},
    {65005, kUnknownScope, kNotAgain},
    {70000,
     "the saved authorisation is not valid for this application: it is of "
     "another cloud or client, or damaged. Check authenticate: client_id.",
     kAgain},
    {70001, kDisabled, kNotAgain},
    {70004, kRedirect, kNotAgain},
    {70008, kUnused, kAgain},
    {70011, kUnknownScope, kNotAgain},
    {70016, "nobody has signed in with the device code yet.", kNotAgain},
    {70018, kDeviceCode, kNotAgain},
    {70019, kDeviceCode, kNotAgain},
    {70043,
     "the saved authorisation has expired: the organisation limits the age of "
     "a sign-in by Conditional Access. Where nobody is there, let the "
     "application sign in as itself (flow: client_credentials or "
     "certificate).",
     kAgain},
    {90002,
     "the tenant does not exist in this cloud. Check authenticate: tenant_id "
     "and authority.",
     kNotAgain},
    {90006, kPassingFault, kNotAgain},
    {90008, kAdminConsent, kNotAgain},
    {90012, kPassingFault, kNotAgain},
    {90013, kIncomplete, kNotAgain},
    {90014, kIncomplete, kNotAgain},
    {90024, kPassingFault, kNotAgain},
    {90033, kPassingFault, kNotAgain},
    {90055, kThrottled, kNotAgain},
    {90090, kPassingFault, kNotAgain},
    {90094, kAdminConsent, kNotAgain},
    {90095, kAdminConsent, kNotAgain},
    {90119, kDeviceCode, kNotAgain},
    {500011, kUnknownScope, kNotAgain},
    {500133, kAssertion, kNotAgain},
    {501481, kOtherRequest, kAgain},
    {530032, kConditionalAccess, kNotAgain},
    {530035,
     "the security defaults of the tenant block this sign-in by password. Use "
     "another flow.",
     kNotAgain},
    {650056, kUnknownScope, kNotAgain},
    {650057, kUnknownScope, kNotAgain},
    {700016,
     "the client ID is not registered in this tenant. Check authenticate: "
     "client_id and tenant_id.",
     kNotAgain},
    {700021, kAssertion, kNotAgain},
    {700023, kAssertion, kNotAgain},
    {700024, kFederation, kNotAgain},
    {700025,
     "the application is registered as a public client, and a client secret "
     "was sent. Remove authenticate: client_secret, or register it as a "
     "confidential client (platform \"Web\").",
     kNotAgain},
    {700027,
     "the certificate is not the one that is registered, or the key is "
     "another's. Upload the certificate of authenticate: certificate_file to "
     "the registration.",
     kNotAgain},
    {700082, kUnused, kAgain},
    {700084,
     "the saved authorisation expired after 24 hours because the redirect URL "
     "is registered as a single-page application. Register it under \"Mobile "
     "and desktop applications\".",
     kAgain},
    {700211, kFederation, kNotAgain},
    {700212, kFederation, kNotAgain},
    {700213, kFederation, kNotAgain},
    {900023,
     "the tenant is neither a directory's ID nor a domain name. Check "
     "authenticate: tenant_id.",
     kNotAgain},
    {900144, kIncomplete, kNotAgain},
    {900971, kRedirect, kNotAgain},
    {7000112, kDisabled, kNotAgain},
    {7000215,
     "the client secret is wrong. Put the secret's value, not its ID, under "
     "authenticate: client_secret.",
     kNotAgain},
    {7000218,
     "the registration wants a client secret or a certificate, and none was "
     "sent. Set authenticate: client_secret, or allow public client flows in "
     "the registration.",
     kNotAgain},
    {7000222,
     "the client secret has expired. Make a new one and put its value under "
     "authenticate: client_secret.",
     kNotAgain},
    {9001023, kNeedsTenant, kNotAgain},
    {9002313, kIncomplete, kNotAgain},
};

}  // namespace

const EntraError* FindEntraError(int number) {
  for (const EntraError& error : kErrors) {
    if (error.number == number) return &error;
  }
  return nullptr;
}

bool IsThrottling(int number) {
  const EntraError* const error = FindEntraError(number);
  return error != nullptr && error->sentence == kThrottled;
}

}  // namespace letterbox
