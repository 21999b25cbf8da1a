#include "support/tls_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace letterbox {
namespace {

constexpr time_t kPatience = 10;

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error("the test's client: " + what);
}

int Connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  timeval patience{};
  patience.tv_sec = kPatience;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address),
                sizeof address) != 0) {
    ::close(socket);
    Fail("cannot connect");
  }
  return socket;
}

bool IsSame(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string HttpReply::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (IsSame(header.name, name)) return header.value;
  }
  return "";
}

TlsClient::TlsClient(int port, const std::string& ca_pem,
                     const std::string& name)
    : socket_(Connect(port)) {
  if (ca_pem.empty()) return;
  try {
    Secure(ca_pem, name);
  } catch (...) {
    Close();
    throw;
  }
}

TlsClient::~TlsClient() { Close(); }

void TlsClient::Secure(const std::string& ca_pem, const std::string& name) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  context_.reset(SSL_CTX_new(TLS_client_method()));
  BIO* memory = BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size()));
  X509* authority = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
  BIO_free(memory);
  if (authority == nullptr) Fail("the authority is no certificate");
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), authority);
  X509_free(authority);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);

  ssl_.reset(SSL_new(context_.get()));
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl_.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
  const bool is_ip =
      X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str()) == 1;
  if (!is_ip) SSL_set1_host(ssl_.get(), name.c_str());
  SSL_set_fd(ssl_.get(), socket_);
  if (SSL_connect(ssl_.get()) != 1) {
    Fail(std::string("no TLS: ") +
         X509_verify_cert_error_string(SSL_get_verify_result(ssl_.get())));
  }
}

void TlsClient::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        ssl_ ? SSL_write(ssl_.get(), bytes.data(),
                         static_cast<int>(
                             std::min<std::size_t>(bytes.size(), 1 << 20)))
             : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) Fail("the server does not read");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string TlsClient::Read() {
  if (!received_.empty()) return std::exchange(received_, "");
  char bytes[16 * 1024];
  errno = 0;
  const ssize_t count = ssl_ ? SSL_read(ssl_.get(), bytes, sizeof bytes)
                             : ::recv(socket_, bytes, sizeof bytes, 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    Fail("nothing came for ten seconds");
  }
  return count <= 0 ? "" : std::string(bytes, static_cast<std::size_t>(count));
}

std::string TlsClient::ReadUntil(std::string_view mark) {
  std::string text;
  std::size_t end = text.npos;
  while (end == text.npos) {
    const std::string more = Read();
    if (more.empty()) Fail("the server closed after: " + text);
    const std::size_t from =
        text.size() < mark.size() ? 0 : text.size() - mark.size();
    text += more;
    end = text.find(mark, from);
  }
  received_ = text.substr(end + mark.size());
  text.resize(end + mark.size());
  return text;
}

std::string TlsClient::ReadAll() {
  std::string text;
  while (true) {
    const std::string more = Read();
    if (more.empty()) return text;
    text += more;
  }
}

std::string TlsClient::ReadExactly(std::size_t count) {
  std::string text;
  while (text.size() < count) {
    const std::string more = Read();
    if (more.empty()) Fail("the server closed in the middle");
    text += more;
  }
  received_ = text.substr(count);
  text.resize(count);
  return text;
}

std::string TlsClient::ReadChunks() {
  std::string body;
  while (true) {
    const std::size_t size = std::stoul(ReadUntil("\r\n"), nullptr, 16);
    body += ReadExactly(size);
    ReadExactly(2);
    if (size == 0) return body;
  }
}

HttpReply TlsClient::ReadReply(bool has_body) {
  HttpReply reply;
  const std::string head = ReadUntil("\r\n\r\n");
  reply.status = std::stoi(head.substr(head.find(' ') + 1));
  std::size_t at = head.find("\r\n") + 2;
  while (head.compare(at, 2, "\r\n") != 0) {
    const std::size_t end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    reply.headers.push_back(
        {head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2)});
    at = end + 2;
  }
  if (!has_body) return reply;
  if (reply.header("Transfer-Encoding") == "chunked") {
    reply.body = ReadChunks();
  } else if (const std::string length = reply.header("Content-Length");
             !length.empty()) {
    reply.body = ReadExactly(std::stoul(length));
  }
  return reply;
}

HttpReply TlsClient::Request(const std::string& method, const std::string& path,
                             const std::vector<Header>& headers,
                             const std::string& body) {
  std::string head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const Header& header : headers) {
    head += header.name + ": " + header.value + "\r\n";
  }
  if (!body.empty()) {
    head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  Write(head + "\r\n" + body);
  return ReadReply(method != "HEAD");
}

void TlsClient::EndWriting() { ::shutdown(socket_, SHUT_WR); }

void TlsClient::Close() {
  ssl_.reset();
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

}  // namespace letterbox
