// Where cpprestsdk writes the body of an answer to.
#ifndef LETTERBOX_HTTP_BODY_STREAM_H_
#define LETTERBOX_HTTP_BODY_STREAM_H_

#include <memory>
#include <string_view>
#include <utility>

#include "http/one_way_stream.h"
#include "http/reception.h"

namespace letterbox {

/// A stream buffer that can only be written to, and passes everything on.
class BodyStream : public OneWayStream {
 public:
  explicit BodyStream(std::shared_ptr<Reception> reception)
      : OneWayStream(std::ios_base::out), reception_(std::move(reception)) {}

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

 private:
  const std::shared_ptr<Reception> reception_;
};

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_BODY_STREAM_H_
