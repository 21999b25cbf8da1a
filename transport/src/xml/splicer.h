// Keeps the bulk of a document away from the parser: mails and attachments come
// as Base64, in elements called MimeContent and Content.
#ifndef LETTERBOX_XML_SPLICER_H_
#define LETTERBOX_XML_SPLICER_H_

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mime/base64.h"

namespace letterbox::xml {

/// A document whose long Base64 texts stand beside it.
struct Spliced {
  /// What each said; nothing where it was no Base64.
  using Contents = std::vector<std::optional<std::string>>;

  /// "#0" stands in the place of the first of `contents`.
  std::string text;
  Contents contents;

  /// The place in `contents` that the text of an element stands for.
  static std::optional<std::size_t> PlaceIn(std::string_view text);
};

class TooLarge : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Goes by tags alone, whatever their prefix, as the document comes. What only
/// looks like an element, in a comment or in CDATA, is left alone. A text with
/// references in it stays where it is, too.
class Splicer {
 public:
  struct Limits {
    /// Of the document without what is spliced out, in bytes.
    std::size_t text = std::size_t{64} << 20;
    /// Of all that is, decoded.
    std::size_t contents = std::size_t{256} << 20;
  };

  /// A text that is shorter, in bytes, is left to the parser.
  static constexpr std::size_t kShortest = 4096;

  Splicer() : Splicer(Limits()) {}
  explicit Splicer(const Limits& limits) : limits_(limits) {}

  /// The next bytes, cut anywhere. Throws TooLarge.
  void Add(std::string_view bytes);

  /// What has come; afterwards it is as new.
  Spliced Finish();

 private:
  enum class State {
    kText,     ///< of any other element, or between elements
    kMarkup,   ///< a tag, a comment, CDATA, an instruction
    kContent,  ///< of an element of those names, not long yet
    kSpliced,  ///< and long
  };

  // Each takes bytes off the front of `bytes`.
  void AddText(std::string_view& bytes);
  void AddMarkup(std::string_view& bytes);
  void AddContent(std::string_view& bytes);
  void AddSpliced(std::string_view& bytes);

  void BeginMarkup();
  void FollowQuotes(std::string_view part);
  bool MarkupEnds() const;
  State AfterMarkup() const;
  void Decode(std::string_view base64);
  void CheckText() const;

  Limits limits_;
  State state_ = State::kText;
  Spliced spliced_;
  std::size_t begin_ = 0;  ///< of the markup or content in `spliced_.text`
  char quote_ = 0;         ///< of the attribute's value that it stands in
  Base64Decoder decoder_;
  bool is_base64_ = true;
  std::size_t decoded_ = 0;  ///< bytes of all contents
};

}  // namespace letterbox::xml

#endif  // LETTERBOX_XML_SPLICER_H_
