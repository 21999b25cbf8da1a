// README's tables of matchers are those of the headers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr char kHeaders[] = "matchers/include/letterbox/matchers";

std::string Read(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The cells of a line of a header's table: two spaces stand between them.
std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t at = line.find_first_not_of(' ', 2);
  while (at != std::string::npos) {
    const std::size_t end = std::min(line.find("  ", at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(' ', end);
  }
  return cells;
}

bool BeginsWith(const std::string& text, const std::string& begin) {
  return text.compare(0, begin.size(), begin) == 0;
}

// The table at the top of a header, its heading first. A line that is set in
// goes on with the last cell of the line before. Empty where there is none.
std::vector<std::vector<std::string>> TableOf(const fs::path& header) {
  std::vector<std::vector<std::string>> table;
  for (const std::string& line : Lines(Read(header))) {
    if (table.empty() && !BeginsWith(line, "//   matcher ")) continue;
    if (!BeginsWith(line, "//   ")) break;
    if (line[5] == ' ') {
      table.back().back() += ' ' + line.substr(line.find_first_not_of(' ', 2));
    } else {
      table.push_back(Cells(line));
    }
  }
  return table;
}

// As Markdown, the names of the matchers as code.
std::string Markdown(const std::vector<std::vector<std::string>>& table) {
  std::string text;
  for (const std::vector<std::string>& row : table) {
    const bool is_heading = &row == &table.front();
    std::string line = "|";
    for (const std::string& cell : row) {
      const bool is_name = !is_heading && &cell == &row.front();
      line += is_name ? " `" + cell + "` |" : " " + cell + " |";
    }
    text += line + "\n";
    if (is_heading) text += "|---|---|---|\n";
  }
  return text;
}

std::vector<fs::path> HeadersWithATable() {
  std::vector<fs::path> headers;
  for (const auto& entry :
       fs::directory_iterator(fs::path(LETTERBOX_ROOT) / kHeaders)) {
    if (!TableOf(entry.path()).empty()) headers.push_back(entry.path());
  }
  std::sort(headers.begin(), headers.end());
  return headers;
}

// The lines between the header's marker and the next empty line.
std::string ShownFor(const std::string& readme, const fs::path& header) {
  const std::string marker = "<!-- " + std::string(kHeaders) + "/" +
                             header.filename().string() + " -->\n";
  const std::size_t at = readme.find(marker);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + marker.size();
  const std::size_t end = std::min(readme.find("\n\n", begin), readme.size());
  return readme.substr(begin, end - begin) + "\n";
}

class ReadmeMatchers : public testing::TestWithParam<fs::path> {};

TEST_P(ReadmeMatchers, AreThoseOfTheHeader) {
  const auto table = TableOf(GetParam());
  for (const std::vector<std::string>& row : table) {
    EXPECT_THAT(row, testing::SizeIs(3)) << "a row has three cells";
  }
  const std::string readme = Read(fs::path(LETTERBOX_ROOT) / "README.md");
  const std::string wanted = Markdown(table);
  EXPECT_EQ(ShownFor(readme, GetParam()), wanted)
      << "README.md wants below <!-- " << kHeaders << "/"
      << GetParam().filename().string() << " -->\n"
      << wanted;
}

INSTANTIATE_TEST_SUITE_P(Header, ReadmeMatchers,
                         testing::ValuesIn(HeadersWithATable()),
                         [](const testing::TestParamInfo<fs::path>& info) {
                           return info.param.stem().string();
                         });

// A matcher that its header does not list would be missing in README as well.
TEST(HeaderTables, ListEveryMatcherOnce) {
  const std::regex declaration(R"(^\w+Matcher (\w+)\(.*)");
  for (const fs::path& header : HeadersWithATable()) {
    std::vector<std::string> listed;
    for (const std::vector<std::string>& row : TableOf(header)) {
      listed.push_back(row.front().substr(0, row.front().find('(')));
    }
    for (const std::string& line : Lines(Read(header))) {
      std::smatch match;
      if (!std::regex_match(line, match, declaration)) continue;
      EXPECT_EQ(std::count(listed.begin(), listed.end(), match[1].str()), 1)
          << match[1] << " in " << header;
    }
  }
}

}  // namespace
