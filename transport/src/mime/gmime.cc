#include "mime/gmime.h"

#include <mutex>

namespace letterbox {
namespace {

// A stream that can only be written to. GMime's own stream in memory would hold
// a mail of 100 MB twice in the end.
struct TextStream {
  GMimeStream parent;
  std::string* text;
};

ssize_t Append(GMimeStream* stream, const char* bytes, std::size_t size) {
  // The first member of what it stands in.
  reinterpret_cast<TextStream*>(stream)->text->append(bytes, size);
  return static_cast<ssize_t>(size);
}

GType TextStreamType() {
  static const GType type = g_type_register_static_simple(
      GMIME_TYPE_STREAM, "LetterboxTextStream", sizeof(GMimeStreamClass),
      [](gpointer type_class, gpointer) {
        static_cast<GMimeStreamClass*>(type_class)->write = Append;
      },
      sizeof(TextStream), nullptr, G_TYPE_FLAG_NONE);
  return type;
}

// GMime registers a type on its first use, without a lock: this uses each, so
// that threads find them registered.
void RegisterTypes() {
  for (const GType type : {g_mime_content_type_get_type(),
                           g_mime_content_disposition_get_type(),
                           g_mime_data_wrapper_get_type(),
                           g_mime_filter_basic_get_type(),
                           g_mime_filter_dos2unix_get_type(),
                           g_mime_filter_unix2dos_get_type(),
                           g_mime_header_get_type(),
                           g_mime_header_list_get_type(),
                           g_mime_message_get_type(),
                           g_mime_message_part_get_type(),
                           g_mime_message_partial_get_type(),
                           g_mime_multipart_get_type(),
                           g_mime_multipart_encrypted_get_type(),
                           g_mime_multipart_signed_get_type(),
                           g_mime_param_get_type(),
                           g_mime_param_list_get_type(),
                           g_mime_parser_get_type(),
                           g_mime_part_get_type(),
                           g_mime_application_pkcs7_mime_get_type(),
                           g_mime_stream_buffer_get_type(),
                           g_mime_stream_filter_get_type(),
                           g_mime_stream_mem_get_type(),
                           g_mime_stream_null_get_type(),
                           g_mime_text_part_get_type(),
                           internet_address_get_type(),
                           internet_address_group_get_type(),
                           internet_address_list_get_type(),
                           internet_address_mailbox_get_type()}) {
    g_type_ensure(type);
  }
}

}  // namespace

void StartGMime() {
  static std::once_flag once;
  std::call_once(once, [] {
    g_mime_init();
    RegisterTypes();
  });
}

GMimeParserOptions* ReadingOptions() {
  static GMimeParserOptions* const options = [] {
    StartGMime();
    GMimeParserOptions* made = g_mime_parser_options_new();
    const char* charsets[] = {"utf-8", "windows-1252", "iso-8859-1", nullptr};
    g_mime_parser_options_set_fallback_charsets(made, charsets);
    return made;
  }();
  return options;
}

GMimeFormatOptions* WritingOptions() {
  static GMimeFormatOptions* const options = [] {
    StartGMime();
    GMimeFormatOptions* made = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(made, GMIME_NEWLINE_FORMAT_DOS);
    return made;
  }();
  return options;
}

std::string Take(char* text) {
  const std::unique_ptr<char, decltype(&g_free)> owned(text, &g_free);
  return ToString(text);
}

GOwned<GMimeStream> StreamOver(std::string_view bytes) {
  auto* const array = g_new(GByteArray, 1);
  array->data = reinterpret_cast<guint8*>(const_cast<char*>(bytes.data()));
  array->len = static_cast<guint>(bytes.size());
  GOwned<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(array));
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
  g_object_set_data_full(G_OBJECT(stream.get()), "bytes", array, g_free);
  return stream;
}

GOwned<GMimeStream> StreamInto(std::string& text) {
  auto* const stream =
      static_cast<TextStream*>(g_object_new(TextStreamType(), nullptr));
  stream->text = &text;
  g_mime_stream_construct(&stream->parent, 0, -1);
  return GOwned<GMimeStream>(&stream->parent);
}

std::string BytesOf(GMimeStream* memory) {
  const GByteArray* bytes =
      g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
  if (bytes == nullptr || bytes->len == 0) return {};
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace letterbox
