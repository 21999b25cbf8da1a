// Where cpprestsdk writes the body of an answer to.
#ifndef LETTERBOX_HTTP_BODY_STREAM_H_
#define LETTERBOX_HTTP_BODY_STREAM_H_

#include <cpprest/astreambuf.h>

#include <memory>
#include <string_view>
#include <utility>

#include "http/reception.h"

namespace letterbox {

/// A stream buffer that can only be written to, and passes everything on.
class BodyStream
    : public concurrency::streams::details::streambuf_state_manager<uint8_t> {
 public:
  explicit BodyStream(std::shared_ptr<Reception> reception)
      : streambuf_state_manager(std::ios_base::out),
        reception_(std::move(reception)) {}

  bool can_seek() const override { return false; }
  bool has_size() const override { return false; }
  std::size_t buffer_size(std::ios_base::openmode) const override { return 0; }
  void set_buffer_size(std::size_t, std::ios_base::openmode) override {}
  std::size_t in_avail() const override { return 0; }
  pos_type getpos(std::ios_base::openmode) const override { return kNowhere; }
  pos_type seekpos(pos_type, std::ios_base::openmode) override {
    return kNowhere;
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
  pplx::task<std::size_t> _putn(const uint8_t* bytes,
                                std::size_t size) override {
    // The task and not the thread waits for room: the pool has few threads.
    pplx::task_completion_event<std::size_t> taken;
    const std::string_view view(reinterpret_cast<const char*>(bytes), size);
    if (reception_->Push(view, [taken, size] { taken.set(size); }))
      return pplx::task_from_result(size);
    return pplx::create_task(taken);
  }
  pplx::task<int_type> _putc(uint8_t byte) override {
    return _putn(&byte, 1).then(
        [byte](std::size_t) { return static_cast<int_type>(byte); });
  }
  pplx::task<bool> _sync() override { return pplx::task_from_result(true); }
  uint8_t* _alloc(std::size_t) override { return nullptr; }
  void _commit(std::size_t) override {}

  // Never called: the stream is not open for reading.
  pplx::task<int_type> _bumpc() override { return Nothing(); }
  int_type _sbumpc() override { return traits::eof(); }
  pplx::task<int_type> _getc() override { return Nothing(); }
  int_type _sgetc() override { return traits::eof(); }
  pplx::task<int_type> _nextc() override { return Nothing(); }
  pplx::task<int_type> _ungetc() override { return Nothing(); }
  pplx::task<std::size_t> _getn(uint8_t*, std::size_t) override {
    return pplx::task_from_result(std::size_t{0});
  }
  std::size_t _scopy(uint8_t*, std::size_t) override { return 0; }

 private:
  static constexpr std::streamoff kNowhere = -1;

  static pplx::task<int_type> Nothing() {
    return pplx::task_from_result<int_type>(traits::eof());
  }

  const std::shared_ptr<Reception> reception_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_BODY_STREAM_H_
