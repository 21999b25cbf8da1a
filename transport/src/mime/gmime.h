// GMime, started once, its objects owned.
#ifndef LETTERBOX_MIME_GMIME_H_
#define LETTERBOX_MIME_GMIME_H_

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

namespace letterbox {

struct GObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using GOwned = std::unique_ptr<T, GObjectUnref>;

/// Starts GMime on the first call. Thread-safe.
void StartGMime();

/// How mail is read: everything is tried before anything is given up.
GMimeParserOptions* ReadingOptions();

/// How mail is written: lines end in CRLF.
GMimeFormatOptions* WritingOptions();

/// Empty for null.
inline std::string ToString(const char* text) { return text ? text : ""; }

/// Takes over a text that GMime allocated; empty for null.
std::string Take(char* text);

/// Reads `bytes` where they lie; they must outlive it.
GOwned<GMimeStream> StreamOver(std::string_view bytes);

/// Appends to `text`, which must outlive it.
GOwned<GMimeStream> StreamInto(std::string& text);

/// What was written to a stream in memory.
std::string BytesOf(GMimeStream* memory);

}  // namespace letterbox

#endif  // LETTERBOX_MIME_GMIME_H_
