// The streaming splitter: it must not matter where the bytes are cut.
#include <algorithm>
#include <cstddef>

#include "ews/envelope_splitter.h"
#include "fuzz/fuzz.h"
#include "xml/reader.h"

namespace letterbox::fuzz {
namespace {

// The documents in `input`, given in parts of `size` bytes. What comes before
// the bytes that cannot be XML counts.
std::vector<std::string> Split(std::string_view input, std::size_t size) {
  ews::EnvelopeSplitter splitter;
  std::vector<std::string> documents;
  try {
    for (; !input.empty(); input.remove_prefix(std::min(size, input.size()))) {
      splitter.Add(input.substr(0, size));
      while (auto document = splitter.Take()) {
        documents.push_back(std::move(*document));
      }
    }
  } catch (const xml::ParseError&) {
    while (auto document = splitter.Take()) {
      documents.push_back(std::move(*document));
    }
  }
  return documents;
}

}  // namespace

void Run(std::string_view input) {
  Require(Split(input, input.size()) == Split(input, 1),
          "documents are the same wherever the bytes are cut");
}

std::vector<std::string> Seeds() {
  return {"<?xml version=\"1.0\"?><a b='>'><![CDATA[</a>]]></a>\r\n<a/>",
          "<!-- <a> --><s:a xmlns:s=\"x\"><s:a/>t<?p ?></s:a><a></a>"};
}

}  // namespace letterbox::fuzz
