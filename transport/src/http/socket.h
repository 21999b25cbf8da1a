// What can be seen of a connection at rest.
#ifndef LETTERBOX_HTTP_SOCKET_H_
#define LETTERBOX_HTTP_SOCKET_H_

#include <sys/socket.h>

#include <cerrno>

namespace letterbox {

/// A kept connection that has something to read has been closed, or has bytes
/// that belong to no answer.
inline bool IsQuiet(int socket) {
  char byte;
  const auto got =
      recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT | MSG_NOSIGNAL);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/// Whether the other side has taken the connection.
inline bool IsConnected(int socket) {
  sockaddr_storage other;
  socklen_t size = sizeof other;
  return getpeername(socket, reinterpret_cast<sockaddr*>(&other), &size) == 0;
}

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_SOCKET_H_
