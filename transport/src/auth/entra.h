// The numbers of Microsoft Entra's errors, in plain words.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
#ifndef LETTERBOX_AUTH_ENTRA_H_
#define LETTERBOX_AUTH_ENTRA_H_

namespace letterbox {

/// What AADSTS`number` means and what to do. Numbers select words only:
/// Microsoft may change them.
struct EntraError {
  int number;
  /// One or two sentences, the first without a capital.
  const char* sentence;
  /// Whether getting in anew is what helps, as the flow has it.
  bool authorise_again;
};

/// Null where the number is not known.
const EntraError* FindEntraError(int number);

/// Whether the number says that too much was asked. The authority answers so
/// with the `error` of a dead token.
bool IsThrottling(int number);

}  // namespace letterbox

#endif  // LETTERBOX_AUTH_ENTRA_H_
