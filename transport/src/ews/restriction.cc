#include "ews/restriction.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ews/flag_property.h"
#include "ews/shapes.h"
#include "ews/words.h"
#include "xml/date_time.h"

namespace letterbox::ews {
namespace {

using Expression = std::function<void(RequestWriter&)>;
using PathWriter = Expression;

PathWriter Field(std::string_view uri) {
  return [uri](RequestWriter& out) { WriteField(out, uri); };
}

PathWriter HeaderField(const std::string& name) {
  return [name](RequestWriter& out) {
    out.Open("t:ExtendedFieldURI")
        .Attribute("DistinguishedPropertySetId", "InternetHeaders")
        .Attribute("PropertyName", name)
        .Attribute("PropertyType", "String")
        .Close();
  };
}

// `comparison`: "IsEqualTo" and the like.
Expression Compare(const char* comparison, const PathWriter& path,
                   std::string_view value) {
  return [=, constant = std::string(value)](RequestWriter& out) {
    out.Open("t:" + std::string(comparison));
    path(out);
    out.Open("t:FieldURIOrConstant").Open("t:Constant");
    out.Attribute("Value", constant).Close().Close().Close();
  };
}

Expression Contains(const PathWriter& path, const std::string& part) {
  return [=](RequestWriter& out) {
    out.Open("t:Contains")
        .Attribute("ContainmentMode", "Substring")
        .Attribute("ContainmentComparison", "IgnoreCase");
    path(out);
    out.Open("t:Constant").Attribute("Value", part).Close().Close();
  };
}

std::string_view Word(bool value) { return value ? "true" : "false"; }

std::string Bracketed(const std::string& message_id) {
  return message_id.front() == '<' ? message_id : "<" + message_id + ">";
}

void AddTexts(const Query& query, std::vector<Expression>& all) {
  struct Text {
    std::string_view uri;
    const std::string& part;
  };
  for (const Text& text :
       {Text{"item:Subject", query.subject}, Text{"item:Body", query.body},
        Text{"message:From", query.from},
        Text{"item:Categories", query.category}}) {
    if (!text.part.empty()) all.push_back(Contains(Field(text.uri), text.part));
  }
  for (const Header& header : query.headers) {
    all.push_back(Contains(HeaderField(header.name), header.value));
  }
  if (!query.message_id.empty()) {
    all.push_back(Compare("IsEqualTo", Field("message:InternetMessageId"),
                          Bracketed(query.message_id)));
  }
}

void AddValues(const Query& query, std::vector<Expression>& all) {
  const PathWriter received = Field("item:DateTimeReceived");
  if (query.since) {
    all.push_back(Compare("IsGreaterThanOrEqualTo", received,
                          xml::FormatDateTime(*query.since)));
  }
  if (query.before) {
    all.push_back(
        Compare("IsLessThan", received, xml::FormatDateTime(*query.before)));
  }
  if (query.is_read) {
    all.push_back(
        Compare("IsEqualTo", Field("message:IsRead"), Word(*query.is_read)));
  }
  if (query.has_attachment) {
    all.push_back(Compare("IsEqualTo", Field("item:HasAttachments"),
                          Word(*query.has_attachment)));
  }
  if (query.importance) {
    all.push_back(Compare("IsEqualTo", Field("item:Importance"),
                          WordOf(kImportances, *query.importance)));
  }
  if (query.flag && *query.flag != Flag::kNotFlagged) {
    all.push_back(
        Compare("IsEqualTo", WriteFlagPath, WordOf(kFlags, *query.flag)));
  }
  // A mail that never was flagged does not have the property.
  if (query.flag == Flag::kNotFlagged) {
    for (const Flag flag : {Flag::kFlagged, Flag::kComplete}) {
      all.push_back(
          Compare("IsNotEqualTo", WriteFlagPath, WordOf(kFlags, flag)));
    }
  }
}

}  // namespace

void WriteRestriction(RequestWriter& out, const Query& query) {
  std::vector<Expression> all;
  AddTexts(query, all);
  AddValues(query, all);
  if (all.empty()) return;
  out.Open("m:Restriction");
  if (all.size() > 1) out.Open("t:And");
  for (const Expression& expression : all) expression(out);
  if (all.size() > 1) out.Close();
  out.Close();
}

}  // namespace letterbox::ews
