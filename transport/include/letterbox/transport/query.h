// What Mailbox::Find asks for.
#ifndef LETTERBOX_TRANSPORT_QUERY_H_
#define LETTERBOX_TRANSPORT_QUERY_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "letterbox/transport/email.h"
#include "letterbox/transport/folder.h"

namespace letterbox {

/// All that is set must hold; text is found without regard to the case of
/// ASCII letters. The server looks, but for `to`, which Exchange cannot search
/// by: mails that fit otherwise are read and looked at here.
struct Query {
  FolderPath folder;            ///< default: the inbox
  std::string subject;          ///< is in the subject
  std::string body;             ///< is in the body
  std::string from;             ///< is in the sender's address or display name
  std::string to;               ///< the address of one recipient, To or Cc
  std::string message_id;       ///< with or without angle brackets
  std::string category;         ///< is one of the categories
  std::vector<Header> headers;  ///< each value is in a header field of the name
  std::optional<std::chrono::system_clock::time_point> since;   ///< received
  std::optional<std::chrono::system_clock::time_point> before;  ///< received
  std::optional<bool> is_read;
  std::optional<bool> has_attachment;
  std::optional<Importance> importance;
  std::optional<Flag> flag;
  std::size_t most = 100;  ///< how many, the newest first
};

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_QUERY_H_
