// The connection file as a JSON Schema, for editors.
#ifndef LETTERBOX_CONFIG_JSON_SCHEMA_H_
#define LETTERBOX_CONFIG_JSON_SCHEMA_H_

#include <string>

namespace letterbox::config {

/// A schema of draft 7 (https://json-schema.org/draft-07) made from the table
/// of keys. It takes every file that the loader takes; what depends on several
/// keys, such as what a flow needs, only the loader refuses.
std::string JsonSchema();

}  // namespace letterbox::config

#endif  // LETTERBOX_CONFIG_JSON_SCHEMA_H_
