#include "commands/captures.hpp"
#include "core/contract.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Texts = std::vector<std::string>;

std::string record(const std::string& body) {
  return R"({"type":"delivery","version":1,"body":")" + body + "\"}";
}

struct Fixture {
  // "origin body" of each capture and "!message" of each failure.
  Texts read(CaptureReader& reader) const {
    Texts all;
    for (int i = 0; i < 100; ++i) {
      const Result<std::optional<Capture>> capture = reader.next();
      if (capture && !*capture) return all;
      all.push_back(shortened(capture ? (*capture)->origin + " " + (*capture)->body
                                      : "!" + capture.error().message));
    }
    FAIL("never came to an end");
    return all;
  }

  Texts read(Texts paths, CaptureReading reading = {}) {
    Environment environment = machine.environment();
    reading.warn = [this](const std::string& what) { warnings.push_back(shortened(what)); };
    CaptureReader reader(std::move(paths), environment, reading);
    return read(reader);
  }

  // Without the folder, whose name is another every time.
  std::string shortened(std::string text) const {
    const std::string path = folder.path("");
    for (std::size_t at = text.find(path); at != text.npos; at = text.find(path))
      text.erase(at, path.size());
    return text;
  }

  TemporaryFolder folder;
  TestEnvironment machine;
  Texts warnings;
};

} // namespace

TEST_CASE("CaptureReader reads a file of lines") {
  Fixture fixture;
  const auto read = [&](const std::string& text) {
    return fixture.read({fixture.folder.file("c.jsonl", text)});
  };
  SUBCASE("records and payloads and nothing else") {
    CHECK(read(record("one") + "\n\n{\"type\":\"ready\"}\n  \t\r\n" + record("two") +
               "\r\n{\"event\": \"X\"}\r\n{\"type\":\"result\"}\n") ==
          Texts{"c.jsonl:1 one", "c.jsonl:5 two", "c.jsonl:6 {\"event\": \"X\"}"});
  }
  SUBCASE("whose last line does not end") {
    CHECK(read(record("one") + "\n" + record("two")) == Texts{"c.jsonl:1 one", "c.jsonl:2 two"});
    CHECK(fixture.warnings.empty());
  }
  SUBCASE("whose last line was cut off") {
    for (std::size_t size = 1; size < record("two").size(); ++size) {
      fixture.warnings.clear();
      CHECK(read(record("one") + "\n" + record("two").substr(0, size)) == Texts{"c.jsonl:1 one"});
      CHECK(fixture.warnings == Texts{"c.jsonl:2: the last line is cut off and is passed over"});
    }
  }
  SUBCASE("and goes on behind a bad one") {
    CHECK(read("{\n" + record("two") + "\n{\"type\":\"delivery\",\"version\":2}\n[1,\n" +
               record("five") + "\n") ==
          Texts{"!c.jsonl:1: it is not JSON: it ends too early", "c.jsonl:2 two",
                "!c.jsonl:3: the record is of version 2; this syncbell reads version 1",
                "!c.jsonl:4: it is not JSON: it ends too early", "c.jsonl:5 five"});
    CHECK(fixture.warnings.empty());
  }
  SUBCASE("of which the last is whole and wrong") {
    CHECK(read("{\"type\":\"delivery\"}") == Texts{"!c.jsonl:1: the record has no version"});
  }
  SUBCASE("that is empty") { CHECK(read("").empty()); }
}

TEST_CASE("CaptureReader passes over a line that is too long") {
  Fixture fixture;
  const std::string large(contract::max_document_bytes + 1, 'x');
  const std::string path = fixture.folder.file("c.jsonl", large + "\n" + record("two") + "\n");
  CHECK(fixture.read({path}) ==
        Texts{"!c.jsonl:1: the line is longer than 64 MiB", "c.jsonl:2 two"});
}

TEST_CASE("CaptureReader reads a file of one document") {
  Fixture fixture;
  const auto read = [&](const std::string& name, const std::string& text) {
    return fixture.read({fixture.folder.file(name, text)});
  };
  SUBCASE("a record on one line or many") {
    CHECK(read("a.json", record("one")) == Texts{"a.json one"});
    CHECK(
        read("a.json", "{\n  \"type\": \"delivery\",\n  \"version\": 1,\n  \"body\": \"x\"\n}\n") ==
        Texts{"a.json x"});
  }
  SUBCASE("a payload with every byte of it") {
    const std::string payload = "{ \"a\": 1,\r\n \"n\": 1e400 }\n";
    CHECK(read("a.json", payload) == Texts{"a.json " + payload});
  }
  SUBCASE("what else is streamed is no capture") {
    CHECK(read("a.json", "{\"type\":\"ready\"}").empty());
  }
  SUBCASE("what is no JSON is refused with its line") {
    CHECK(read("a.json", "{\n\"a\": 1,\n") ==
          Texts{"!a.json:3: it is not JSON: it ends too early"});
    CHECK(read("a.json", "hello") ==
          Texts{"!a.json:1: it is not JSON: there is no value where one is expected"});
  }
  SUBCASE("what is no JSON is a payload under another name") {
    CHECK(read("a.txt", "hello\n") == Texts{"a.txt hello\n"});
    CHECK(read("a", std::string("\xff\0", 2)) == Texts{"a " + std::string("\xff\0", 2)});
  }
  SUBCASE("a record that is cut off is none under any name") {
    CHECK(read("a.txt", "{\"type\":\"delivery\",\"ver") ==
          Texts{"!a.txt:1: it is not JSON: it ends too early"});
  }
  SUBCASE("many records are told where they belong") {
    Environment environment = fixture.machine.environment();
    CaptureReader reader({fixture.folder.file("a.json", record("1") + "\n" + record("2") + "\n")},
                         environment);
    const Result<std::optional<Capture>> capture = reader.next();
    REQUIRE_FALSE(capture.has_value());
    CHECK(capture.error().hint.find(".jsonl") != std::string::npos);
  }
  SUBCASE("one that is wrong is told nothing of the kind") {
    Environment environment = fixture.machine.environment();
    CaptureReader reader(
        {fixture.folder.file("a.json", "\n{\"type\":\"delivery\",\"version\":2}\n \r\n")},
        environment);
    const Result<std::optional<Capture>> capture = reader.next();
    REQUIRE_FALSE(capture.has_value());
    CHECK(capture.error().hint.empty());
  }
}

TEST_CASE("CaptureReader goes by the first line where the name does not tell") {
  Fixture fixture;
  const auto read = [&](const std::string& text) {
    return fixture.read({fixture.folder.file("log", text)});
  };
  CHECK(read("\n\n" + record("one") + "\n" + record("two") + "\n") ==
        Texts{"log:3 one", "log:4 two"});
  CHECK(read(record("one") + "\n") == Texts{"log:1 one"});
  CHECK(read(record("one")) == Texts{"log one"});
  CHECK(read("{\n\"a\":1}\n") == Texts{"log {\n\"a\":1}\n"});
  CHECK(read("").empty());
}

TEST_CASE("CaptureReader takes any bytes for a payload when told to") {
  Fixture fixture;
  CaptureReading reading;
  reading.any_payload = true;
  const std::string lines = "{\"a\":1}\n{\"b\":2}\n";
  CHECK(fixture.read({fixture.folder.file("a.jsonl", lines)}, reading) ==
        Texts{"a.jsonl " + lines});
  CHECK(fixture.read({fixture.folder.file("a.json", "hello")}, reading) == Texts{"a.json hello"});
  CHECK(fixture.read({fixture.folder.file("a.json", record("x"))}, reading) == Texts{"a.json x"});
  fixture.machine.io.in = lines;
  CHECK(fixture.read({"-"}, reading) == Texts{"standard input " + lines});
}

TEST_CASE("CaptureReader reads a folder in name order") {
  Fixture fixture;
  std::filesystem::create_directory(fixture.folder.path("f"));
  std::filesystem::create_directory(fixture.folder.path("f/folder.json"));
  const auto file = [&](const std::string& name, const std::string& text) {
    static_cast<void>(fixture.folder.file("f/" + name, text));
  };
  SUBCASE("and only what is a capture") {
    file("2.json", record("two"));
    file("1.jsonl", record("one") + "\n");
    file(".hidden.json", "{");
    file("3.json.XyZ123", "{");
    file("README.md", "text");
    for (const char* path : {"f", "f/"}) {
      CHECK(fixture.read({fixture.folder.path(path)}) == Texts{"f/1.jsonl:1 one", "f/2.json two"});
    }
  }
  SUBCASE("and goes on behind a bad file") {
    file("1.json", "{");
    file("2.json", record("two"));
    CHECK(fixture.read({fixture.folder.path("f")}) ==
          Texts{"!f/1.json:1: it is not JSON: it ends too early", "f/2.json two"});
  }
  SUBCASE("and says where there is none") {
    CHECK(fixture.read({fixture.folder.path("f"), fixture.folder.file("a.json", "{}")}) ==
          Texts{"!f: holds no .json and no .jsonl file", "a.json {}"});
  }
}

TEST_CASE("CaptureReader reads path after path and says which cannot be read") {
  Fixture fixture;
  CHECK(fixture.read({fixture.folder.file("b.json", "{}"), fixture.folder.path("nowhere.json"),
                      fixture.folder.file("a.json", "[]")}) ==
        Texts{"b.json {}", "!cannot read nowhere.json: No such file or directory", "a.json []"});
  CHECK(fixture.read(Texts{}).empty());
}

TEST_CASE("CaptureReader reads standard input") {
  Fixture fixture;
  SUBCASE("of lines") {
    fixture.machine.io.in = record("one") + "\n" + record("two") + "\n";
    CHECK(fixture.read({"-"}) == Texts{"standard input:1 one", "standard input:2 two"});
  }
  SUBCASE("of one document") {
    fixture.machine.io.in = "{\n}\n";
    CHECK(fixture.read({"-"}) == Texts{"standard input {\n}\n"});
  }
  SUBCASE("once") {
    fixture.machine.io.in = record("one") + "\n";
    const Texts texts = fixture.read({"-", "-"});
    REQUIRE(texts.size() == 2);
    CHECK(texts.back() == "!standard input is named twice and can be read once");
  }
}

TEST_CASE("CaptureReader::rewind") {
  Fixture fixture;
  Environment environment = fixture.machine.environment();
  SUBCASE("reads files again and warns once") {
    std::filesystem::create_directory(fixture.folder.path("f"));
    static_cast<void>(fixture.folder.file("f/a.json", "{}"));
    static_cast<void>(fixture.folder.file("f/b.jsonl", "{}\n{"));
    int warned = 0;
    CaptureReader reader({fixture.folder.path("f"), fixture.folder.file("c.json", "{\n}")},
                         environment, {[&warned](const std::string&) { ++warned; }});
    const Texts first = fixture.read(reader);
    CHECK(first.size() == 3);
    CHECK(reader.position() == 2 + 4 + 3);
    CHECK(reader.size() == reader.position());
    static_cast<void>(fixture.folder.file("f/new.json", "{}")); // came since
    for (int time = 0; time < 2; ++time) {
      CHECK(reader.rewind());
      CHECK(reader.position() == 0);
      CHECK(fixture.read(reader) == first);
    }
    CHECK(warned == 1);
  }
  SUBCASE("reads standard input again and from the middle") {
    fixture.machine.io.in = record("one") + "\n" + record("two") + "\n";
    CaptureReader reader({"-"}, environment);
    CHECK(reader.size() == 0);
    CHECK((*reader.next())->body == "one");
    CHECK(reader.rewind());
    const Texts both{"standard input:1 one", "standard input:2 two"};
    CHECK(fixture.read(reader) == both);
    CHECK(reader.rewind());
    CHECK(fixture.read(reader) == both);
    CHECK(reader.size() == reader.position());
  }
  SUBCASE("reads a pipe again") {
    const std::string path = fixture.folder.path("pipe");
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const std::jthread writer([&path] { std::ofstream(path) << record("one") << "\n"; });
    CaptureReader reader({path}, environment);
    CHECK(fixture.read(reader) == Texts{"pipe:1 one"});
    CHECK(reader.rewind());
    CHECK(fixture.read(reader) == Texts{"pipe:1 one"});
  }
}

TEST_CASE("CaptureReader keeps standard input only where it may be read again") {
  Fixture fixture;
  fixture.machine.variables["TMPDIR"] = fixture.folder.path("nowhere");
  fixture.machine.io.in = record("one") + "\n";
  CaptureReading once;
  once.once = true;
  CHECK(fixture.read({"-"}, once) == Texts{"standard input:1 one"});
  fixture.machine.io.in = record("one") + "\n";
  const Texts kept = fixture.read({"-"});
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().find("!cannot keep") == 0);
}

TEST_CASE("CaptureReader::is_only_one") {
  Fixture fixture;
  Environment environment = fixture.machine.environment();
  const auto is_only_one = [&](const Texts& paths) {
    CaptureReader reader(paths, environment);
    const Texts read = fixture.read(reader);
    return reader.is_only_one();
  };
  const std::string document = fixture.folder.file("a.json", "{}");
  CHECK(is_only_one({document}));
  CHECK(is_only_one({fixture.folder.file("bad.json", "{")}));
  CHECK(is_only_one({fixture.folder.path("nowhere.json")}));
  CHECK_FALSE(is_only_one({document, document}));
  CHECK_FALSE(is_only_one({fixture.folder.file("a.jsonl", "{}\n")}));
  CHECK_FALSE(is_only_one({fixture.folder.path("")}));
}
