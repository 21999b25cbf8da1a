// The flag for follow-up as a property of MAPI, PidTagFlagStatus: EWS has a
// field for it only since Exchange 2013.
// https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxoflag
#ifndef LETTERBOX_EWS_FLAG_PROPERTY_H_
#define LETTERBOX_EWS_FLAG_PROPERTY_H_

#include "ews/request_writer.h"
#include "xml/reader.h"

namespace letterbox::ews {

/// `<t:ExtendedFieldURI PropertyTag="0x1090" PropertyType="Integer"/>`
void WriteFlagPath(RequestWriter& out);

/// Whether `path` is that, however its number is written.
bool IsFlagPath(xml::Element path);

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_FLAG_PROPERTY_H_
