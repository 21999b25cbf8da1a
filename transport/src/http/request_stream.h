// Where cpprestsdk reads the body of a request from.
#ifndef LETTERBOX_HTTP_REQUEST_STREAM_H_
#define LETTERBOX_HTTP_REQUEST_STREAM_H_

#include <cpprest/astreambuf.h>

#include <memory>
#include <mutex>
#include <optional>

#include "http/request_body.h"

namespace letterbox {

/// A stream buffer that can only be read from, front to end. It can go back to
/// its front: cpprestsdk asks for that before it finds that a connection ended.
class RequestStream
    : public concurrency::streams::details::streambuf_state_manager<uint8_t> {
 public:
  explicit RequestStream(const HttpRequest& request)
      : streambuf_state_manager(std::ios_base::in),
        body_(std::in_place, request),
        size_(body_->size()) {}

  std::size_t size() const override { return size_; }

  /// The request is not read any more.
  void Detach() {
    const std::lock_guard<std::mutex> lock(mutex_);
    body_.reset();
  }

  bool can_seek() const override { return true; }
  bool has_size() const override { return false; }
  std::size_t buffer_size(std::ios_base::openmode) const override { return 0; }
  void set_buffer_size(std::size_t, std::ios_base::openmode) override {}
  std::size_t in_avail() const override { return 0; }
  pos_type getpos(std::ios_base::openmode) const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<std::streamoff>(read_);
  }
  pos_type seekpos(pos_type to, std::ios_base::openmode) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::streamoff(to) != 0) return kNowhere;
    if (body_) body_->Rewind();
    read_ = 0;
    return to;
  }
  pos_type seekoff(off_type, std::ios_base::seekdir,
                   std::ios_base::openmode) override {
    return kNowhere;
  }
  bool acquire(uint8_t*& bytes, std::size_t& size) override {
    bytes = nullptr;
    size = 0;
    return false;
  }
  void release(uint8_t*, std::size_t) override {}

 protected:
  pplx::task<std::size_t> _getn(uint8_t* bytes, std::size_t size) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::size_t count =
        body_ ? body_->Read(reinterpret_cast<char*>(bytes), size) : 0;
    read_ += count;
    return pplx::task_from_result(count);
  }

  // Never called: the stream is read by _getn, and not open for writing.
  pplx::task<int_type> _bumpc() override { return Nothing(); }
  int_type _sbumpc() override { return traits::eof(); }
  pplx::task<int_type> _getc() override { return Nothing(); }
  int_type _sgetc() override { return traits::eof(); }
  pplx::task<int_type> _nextc() override { return Nothing(); }
  pplx::task<int_type> _ungetc() override { return Nothing(); }
  std::size_t _scopy(uint8_t*, std::size_t) override { return 0; }
  pplx::task<std::size_t> _putn(const uint8_t*, std::size_t) override {
    return pplx::task_from_result(std::size_t{0});
  }
  pplx::task<int_type> _putc(uint8_t) override { return Nothing(); }
  pplx::task<bool> _sync() override { return pplx::task_from_result(true); }
  uint8_t* _alloc(std::size_t) override { return nullptr; }
  void _commit(std::size_t) override {}

 private:
  static constexpr std::streamoff kNowhere = -1;

  static pplx::task<int_type> Nothing() {
    return pplx::task_from_result<int_type>(traits::eof());
  }

  mutable std::mutex mutex_;
  std::size_t read_ = 0;
  std::optional<RequestBody> body_;
  const std::size_t size_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_REQUEST_STREAM_H_
