// Cuts a stream of bytes into the XML documents that stand in it back to back,
// as GetStreamingEvents sends its envelopes.
#ifndef LETTERBOX_EWS_ENVELOPE_SPLITTER_H_
#define LETTERBOX_EWS_ENVELOPE_SPLITTER_H_

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace letterbox::ews {

/// Goes by tags alone, so any prefix will do, and an end tag inside text, CDATA
/// or a comment fools nobody. Bytes may be cut anywhere.
class EnvelopeSplitter {
 public:
  /// The longest document that is taken, in bytes.
  static constexpr std::size_t kMaxDocument = std::size_t{16} << 20;

  /// Throws xml::ParseError where the bytes cannot be XML; it is of no use
  /// after that.
  void Add(std::string_view bytes);

  /// The next whole document, from its XML declaration or root on.
  std::optional<std::string> Take();

 private:
  enum class State {
    kOutside,  ///< between documents
    kText,     ///< in the root element, or before it after a declaration
    kTag,      ///< a start tag or an end tag
    kQuote,    ///< an attribute's value
    kMark,     ///< "<!", not yet known which
    kComment,
    kCdata,
    kInstruction,
  };

  void AddByte(char c);
  void BeginToken(char c);
  void DecideMark();
  void EndTag();
  /// Whether what was read since the token's "<" ends so, the `opening`
  /// characters of its beginning left out.
  bool Ends(std::string_view ending, std::size_t opening) const;

  State state_ = State::kOutside;
  std::string document_;
  std::size_t token_ = 0;  ///< where the current "<" stands
  std::size_t depth_ = 0;  ///< open elements
  char quote_ = 0;
  std::deque<std::string> whole_;
};

}  // namespace letterbox::ews

#endif  // LETTERBOX_EWS_ENVELOPE_SPLITTER_H_
