// What cpprestsdk wants of every stream buffer, for those that go one way.
#ifndef LETTERBOX_HTTP_ONE_WAY_STREAM_H_
#define LETTERBOX_HTTP_ONE_WAY_STREAM_H_

#include <cpprest/astreambuf.h>

#include <cstddef>
#include <cstdint>
#include <ios>

namespace letterbox {

/// A stream buffer without a buffer, a size or a place to go to. It reads
/// nothing and writes nothing: a derived class replaces what its way needs.
class OneWayStream
    : public concurrency::streams::details::streambuf_state_manager<uint8_t> {
 public:
  explicit OneWayStream(std::ios_base::openmode way)
      : streambuf_state_manager(way) {}

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
  static constexpr std::streamoff kNowhere = -1;

  pplx::task<std::size_t> _getn(uint8_t*, std::size_t) override {
    return pplx::task_from_result(std::size_t{0});
  }
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
  static pplx::task<int_type> Nothing() {
    return pplx::task_from_result<int_type>(traits::eof());
  }
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_ONE_WAY_STREAM_H_
