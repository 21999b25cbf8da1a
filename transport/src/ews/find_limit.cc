#include "ews/find_limit.h"

namespace letterbox::ews {

bool MakeSmaller(int& page, const ServerError& error) {
  if (error.response_code() != "ErrorExceededFindCountLimit" || page <= 1) {
    return false;
  }
  page /= 2;
  return true;
}

}  // namespace letterbox::ews
