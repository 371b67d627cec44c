#include "cli/help_command.hpp"
#include "cli/help_topics.hpp"
#include "support/parsing.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

using Words = std::vector<std::string>;

std::string shown(const Words& words) {
  const Result<Invocation> invocation = parse_arguments(words);
  REQUIRE(invocation.has_value());
  return std::get<ShowText>(*invocation).text;
}

std::string refusal(const Words& words) {
  const Result<Invocation> invocation = parse_arguments(words);
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().kind == ErrorKind::usage);
  return invocation.error().message;
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("help shows") {
  SUBCASE("what --help of a command shows") {
    for (const char* command : {"wait", "replay", "completion", "help"})
      CHECK(shown({"help", command}) == shown({command, "--help"}));
  }
  SUBCASE("what --help shows where nothing is named") {
    CHECK(shown({"help"}) == shown({"--help"}));
  }
  SUBCASE("each topic") {
    CHECK(help_topics().size() >= 4);
    for (const HelpTopic& topic : help_topics()) {
      CHECK(shown({"help", topic.name}) == topic.text);
      CHECK(says(shown({"--help"}), topic.name));
      CHECK(std::string(topic.text).ends_with("\n"));
    }
    CHECK(says(shown({"help", "exit-status"}), "The deadline passed"));
    CHECK(says(shown({"help", "environment"}), "PROPEXO_API_TOKEN"));
  }
}

TEST_CASE("help refuses") {
  CHECK(says(refusal({"help", "wiat"}), "did you mean 'wait'?"));
  CHECK(says(refusal({"help", "exit-stats"}), "did you mean 'exit-status'?"));
  CHECK(says(refusal({"help", "weather"}), "'weather' is none of listen, wait,"));
  CHECK(says(refusal({"help", "wait", "listen"}), "unexpected argument 'listen'"));
}
