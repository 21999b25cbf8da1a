// The numbers of Microsoft Entra's errors, in plain words.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
#ifndef LETTERBOX_AUTH_ENTRA_H_
#define LETTERBOX_AUTH_ENTRA_H_

namespace letterbox {

/// What AADSTS`number` means for an application's own identity and what to do,
/// as sentences; null where the number is not known. They select words only:
/// Microsoft may change them.
const char* EntraSentence(int number);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_ENTRA_H_
