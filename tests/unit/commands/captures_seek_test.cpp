#include "commands/captures.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Seen {
  CapturePlace place;
  std::string origin;
  std::string body;
};

// Reads everything, then goes to each capture again, from the last to the first, and reads on.
void check_every_place(CaptureReader& reader, std::size_t expected) {
  std::vector<Seen> all;
  for (;;) {
    const Result<std::optional<Capture>> capture = reader.next();
    REQUIRE(capture);
    if (!*capture) break;
    all.push_back({reader.place(), (*capture)->origin, (*capture)->body});
  }
  REQUIRE(all.size() == expected);
  for (std::size_t from = all.size(); from-- > 0;) {
    REQUIRE(reader.seek(all[from].place));
    for (std::size_t i = from; i < all.size(); ++i) {
      const Result<std::optional<Capture>> capture = reader.next();
      REQUIRE(capture);
      REQUIRE(*capture);
      CHECK((*capture)->origin == all[i].origin);
      CHECK((*capture)->body == all[i].body);
    }
    CHECK_FALSE(reader.next()->has_value());
  }
}

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += "{\"n\":" + std::to_string(i) + ",\"pad\":\"" + std::string(5'000, 'x') + "\"}\r\n";
    if (i % 7 == 0) text += "\n{\"type\":\"ready\"}\n";
  }
  return text + "{\"last\":true}";
}

} // namespace

TEST_CASE("CaptureReader::seek") {
  TemporaryFolder folder;
  TestEnvironment machine;
  Environment environment = machine.environment();
  SUBCASE("in files of lines and of one document and in folders") {
    std::filesystem::create_directory(folder.path("f"));
    static_cast<void>(folder.file("f/a.json", "{\"a\":\n1}"));
    static_cast<void>(folder.file("f/b.jsonl", many_lines()));
    static_cast<void>(folder.file("f/c.json", "{\"c\":1}"));
    CaptureReader reader({folder.file("first.jsonl", many_lines()), folder.path("f"),
                          folder.file("as-it-begins", many_lines())},
                         environment);
    check_every_place(reader, 3 * 41 + 2);
  }
  SUBCASE("in standard input") {
    machine.io.in = many_lines();
    CaptureReader reader({"-"}, environment);
    check_every_place(reader, 41);
  }
  SUBCASE("in standard input of one document") {
    machine.io.in = "{\n}";
    CaptureReader reader({"-"}, environment);
    check_every_place(reader, 1);
  }
  SUBCASE("fails where the file has gone") {
    const std::string path = folder.file("a.jsonl", "1\n2\n");
    CaptureReader reader({path}, environment);
    REQUIRE(reader.next());
    std::filesystem::remove(path);
    const Result<void> found = reader.seek(reader.place());
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == ErrorKind::local);
  }
}
