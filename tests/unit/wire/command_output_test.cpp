#include "wire/command_output.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

std::vector<std::string> read(const std::string& output) {
  CAPTURE(output);
  const Result<std::vector<IntegrationId>> ids = read_integration_ids(output);
  REQUIRE(ids.has_value());
  std::vector<std::string> texts;
  for (const IntegrationId& id : *ids)
    texts.push_back(id.text());
  return texts;
}

Error refused(const std::string& output) {
  CAPTURE(output);
  const Result<std::vector<IntegrationId>> ids = read_integration_ids(output);
  REQUIRE_FALSE(ids.has_value());
  CHECK(ids.error().kind == ErrorKind::usage);
  CHECK(ids.error().hint.find("result.id") != std::string::npos);
  return ids.error();
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("read_integration_ids") {
  SUBCASE("reads one ID a line") {
    CHECK(read("cly301lrc") == Texts{"cly301lrc"});
    CHECK(read("a\nb\n") == Texts{"a", "b"});
    CHECK(read("  a  \r\n\r\n\tb\r\n\n") == Texts{"a", "b"});
  }
  SUBCASE("reads a JSON object") {
    CHECK(read(R"({"result":{"id":"a"}})") == Texts{"a"});
    CHECK(read(R"({"id":"b"})") == Texts{"b"});
    CHECK(read(R"({"integration_id":"c"})") == Texts{"c"});
    CHECK(read("\n {\n\"id\": \"b\"\n}\n") == Texts{"b"});
  }
  SUBCASE("prefers result.id to id to integration_id") {
    CHECK(read(R"({"integration_id":"c","id":"b","result":{"id":"a"}})") == Texts{"a"});
    CHECK(read(R"({"integration_id":"c","id":"b","result":{}})") == Texts{"b"});
    CHECK(read(R"({"integration_id":"c","id":null,"result":true})") == Texts{"c"});
  }
  SUBCASE("refuses silence") {
    CHECK(refused("").message.find("nothing") != std::string::npos);
    refused(" \r\n\t\n");
  }
  SUBCASE("refuses prose and shows it") {
    CHECK(refused("Created integration a").message.find("'Created integration a'") !=
          std::string::npos);
    CHECK(refused("a\nDone \x1b[32mok\x1b[0m").message.find('\x1b') == std::string::npos);
    for (const char* output : {"a b", "[\"a\"]", "\"a\"", "'a'", "<a>", "a\n{\"id\":\"b\"}"}) {
      refused(output);
    }
    CHECK(refused(std::string(1000, 'x') + " y").message.size() < 200);
  }
  SUBCASE("refuses JSON that names none") {
    for (const char* output :
         {"{}", R"({"id":""})", R"({"id":[]})", R"({"id":"a"} {"id":"b"})",
          R"({"result":{"id":{}}})", R"({"id":"a b"})", "{\"id\":\"a\\nb\"}", "{"}) {
      refused(output);
    }
  }
  SUBCASE("refuses IDs with control characters") {
    refused("a\x1b[2Jb");
    refused(std::string("a\0b", 3));
    refused("\x7f");
  }
  SUBCASE("refuses a number which is somebody else's ID") { refused(R"({"id":4711})"); }
}
