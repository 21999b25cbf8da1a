// The reference of the connection file.
#ifndef LETTERBOX_CONFIG_KEY_TABLE_H_
#define LETTERBOX_CONFIG_KEY_TABLE_H_

#include <string>

namespace letterbox::config {

/// Two tables in Markdown, made from the table of keys: those at the top of the
/// file, and those of a connection.
std::string KeyTable();

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_KEY_TABLE_H_
