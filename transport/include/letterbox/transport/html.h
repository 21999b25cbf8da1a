// What stands in an HTML body: elements, tables, images.
#ifndef LETTERBOX_TRANSPORT_HTML_H_
#define LETTERBOX_TRANSPORT_HTML_H_

#include <iosfwd>
#include <string>
#include <vector>

namespace letterbox {

/// An attribute of an element.
struct HtmlAttribute {
  std::string name;   ///< lower case
  std::string value;  ///< entities decoded
};

/// An element of the HTML body.
struct HtmlElement {
  std::string tag;  ///< its name, lower case: "td"
  std::vector<HtmlAttribute> attributes;
  std::string text;  ///< as a reader sees it, white space collapsed
};

/// A table of the HTML body: what a reader sees of each cell, row by row, white
/// space collapsed. A cell over several columns is one cell.
struct Table {
  std::vector<std::vector<std::string>> rows;
};

/// An image of the HTML body: an <img>, or a background.
struct Image {
  std::string source;    ///< its address: "cid:logo", "https://contoso.test/a"
  std::string alt_text;  ///< what stands for it; empty where there is none
  std::string width;     ///< as the attribute or the style says it, or empty
  std::string height;

  /// Of the attachment that it shows ("cid:…"), or empty.
  std::string content_id() const;
  /// Whether its address is one that a reader's program fetches from the net.
  bool is_remote() const;
  /// Whether it is remote and at most two pixels wide and high: an image that
  /// is there to tell the sender that the mail was opened.
  bool is_tracking_pixel() const;
};

// Each prints one short line without control characters.
std::ostream& operator<<(std::ostream& out, const HtmlElement& element);
std::ostream& operator<<(std::ostream& out, const Table& table);
std::ostream& operator<<(std::ostream& out, const Image& image);

}  // namespace letterbox

#endif  // LETTERBOX_TRANSPORT_HTML_H_
