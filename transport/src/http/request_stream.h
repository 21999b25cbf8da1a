// Where cpprestsdk reads the body of a request from.
#ifndef LETTERBOX_HTTP_REQUEST_STREAM_H_
#define LETTERBOX_HTTP_REQUEST_STREAM_H_

#include <mutex>
#include <optional>

#include "http/one_way_stream.h"
#include "http/request_body.h"

namespace letterbox {

/// A stream buffer that can only be read from, front to end. It can go back to
/// its front: cpprestsdk asks for that before it finds that a connection ended.
class RequestStream : public OneWayStream {
 public:
  explicit RequestStream(const HttpRequest& request)
      : OneWayStream(std::ios_base::in),
        body_(std::in_place, request),
        size_(body_->size()) {}

  std::size_t size() const override { return size_; }

  /// The request is not read any more.
  void Detach() {
    const std::lock_guard<std::mutex> lock(mutex_);
    body_.reset();
  }

  bool can_seek() const override { return true; }
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

 protected:
  pplx::task<std::size_t> _getn(uint8_t* bytes, std::size_t size) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::size_t count =
        body_ ? body_->Read(reinterpret_cast<char*>(bytes), size) : 0;
    read_ += count;
    return pplx::task_from_result(count);
  }

 private:
  mutable std::mutex mutex_;
  std::size_t read_ = 0;
  std::optional<RequestBody> body_;
  const std::size_t size_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_REQUEST_STREAM_H_
