#include "ews/envelope_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "transport/ews/made_up_ews.h"
#include "xml/reader.h"

namespace letterbox::ews {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

std::vector<std::string> TakeAll(EnvelopeSplitter& splitter) {
  std::vector<std::string> all;
  while (auto envelope = splitter.Take()) all.push_back(*envelope);
  return all;
}

std::vector<std::string> SplitOf(const std::string& bytes) {
  EnvelopeSplitter splitter;
  splitter.Add(bytes);
  return TakeAll(splitter);
}

// Made up: three envelopes as servers write them, with all that could mislead.
std::vector<std::string> Envelopes() {
  return {
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
      "<soap11:Envelope xmlns:soap11=\"u\"><soap11:Body/></soap11:Envelope>",
      "<Envelope a='</Envelope>' b=\"/>\"><!-- </Envelope> -- > --><Body>"
      "<![CDATA[</Envelope>]] >]]]>&lt;/Envelope&gt;<?pi </Envelope>?>"
      "<Envelope><x/></Envelope ></Body>\n</Envelope\n>",
      "<?xml version='1.0'?><!-- first --><s:Envelope>\xC3\xA4"
      "<!----><![CDATA[]]><a b='1'/></s:Envelope>"};
}

TEST(EnvelopeSplitter, CutsAtAnyByte) {
  const std::vector<std::string> envelopes = Envelopes();
  const std::string all = "\xEF\xBB\xBF" + envelopes[0] + "\r\n\xEF\xBB\xBF " +
                          envelopes[1] + envelopes[2] + "\n";
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    EnvelopeSplitter splitter;
    splitter.Add(all.substr(0, cut));
    std::vector<std::string> got = TakeAll(splitter);
    splitter.Add(all.substr(cut));
    for (std::string& envelope : TakeAll(splitter)) {
      got.push_back(std::move(envelope));
    }
    ASSERT_THAT(got, ElementsAreArray(envelopes)) << "cut at " << cut;
  }
}

TEST(EnvelopeSplitter, TakesOneByteAtATime) {
  std::string all;
  for (const std::string& envelope : Envelopes()) all += envelope;
  EnvelopeSplitter splitter;
  std::vector<std::string> got;
  for (const char c : all) {
    splitter.Add(std::string(1, c));
    for (std::string& envelope : TakeAll(splitter)) {
      got.push_back(std::move(envelope));
    }
  }
  EXPECT_THAT(got, ElementsAreArray(Envelopes()));
}

TEST(EnvelopeSplitter, GivesAnEnvelopeAsSoonAsItIsWhole) {
  const std::string envelope = AnswerOf("X", SuccessMessage("X"));
  EnvelopeSplitter splitter;
  splitter.Add(envelope.substr(0, envelope.size() - 1));
  EXPECT_EQ(splitter.Take(), std::nullopt);
  splitter.Add(">");
  EXPECT_EQ(splitter.Take(), envelope);
  EXPECT_EQ(splitter.Take(), std::nullopt);
}

TEST(EnvelopeSplitter, TakesAnEmptyRoot) {
  EXPECT_THAT(SplitOf("<a/><b c='d'/>"), ElementsAre("<a/>", "<b c='d'/>"));
}

TEST(EnvelopeSplitter, RefusesWhatIsNoXml) {
  for (const std::string bytes :
       {"{\"error\":1}", "<a/>text", "</a>", "<a/></a>", "<!DOCTYPE a><a/>",
        "<!ENTITY a 'b'>", "<![IGNORE[", "<a <b/>", "<!-x"}) {
    EnvelopeSplitter splitter;
    EXPECT_THROW(splitter.Add(bytes), xml::ParseError) << bytes;
  }
}

TEST(EnvelopeSplitter, BoundsTheLength) {
  EnvelopeSplitter splitter;
  splitter.Add("<a>");
  const std::string much(std::size_t{1} << 20, 'x');
  EXPECT_THROW(
      {
        for (int i = 0; i < 17; ++i) splitter.Add(much);
      },
      xml::ParseError);
}

}  // namespace
}  // namespace letterbox::ews
