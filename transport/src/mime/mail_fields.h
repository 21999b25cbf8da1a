// What the header of a mail says about it.
#ifndef LETTERBOX_MIME_MAIL_FIELDS_H_
#define LETTERBOX_MIME_MAIL_FIELDS_H_

#include <string>

#include "mime/header_fields.h"
#include "mime/mime.h"

namespace letterbox {

/// Fills all of `mail` that comes from the header.
void ReadMailFields(const RawPart& part, ParsedMail& mail);

/// "<a@b>" without its brackets.
std::string WithoutBrackets(std::string id);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_MAIL_FIELDS_H_
