#include "cli/help_formatter.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <sstream>
#include <string>

using namespace syncbell;

namespace {

struct Fixture {
  Fixture() { app.formatter(std::make_shared<HelpFormatter>()); }
  std::string help() const { return app.help(); }
  CLI::App app{"Rings a bell.", "bell"};
  std::string text;
  int number = 0;
};

bool says(const std::string& help, const std::string& words) {
  return help.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("HelpFormatter: options") {
  Fixture fixture;
  SUBCASE("stand beside their descriptions") {
    fixture.app.add_option("--tone", fixture.text, "How it sounds")->type_name("NAME");
    CHECK(says(fixture.help(), "\n  --tone NAME             How it sounds\n"));
  }
  SUBCASE("that are too long have their descriptions below") {
    fixture.app.add_option("--tone", fixture.text, "How it sounds")
        ->type_name("LOW|MEDIUM|HIGHEST");
    CHECK(
        says(fixture.help(), "\n  --tone LOW|MEDIUM|HIGHEST\n" + std::string(26, ' ') + "How it"));
  }
  SUBCASE("are under their headings, and not at all where they are hidden") {
    fixture.app.add_flag("--loud")->description("Ring loudly")->group("Sound");
    fixture.app.add_flag("--odd")->description("Ring oddly")->group("");
    CHECK(fixture.help() ==
          "Rings a bell.\n\nUsage: bell [OPTIONS]\n\n"
          "Options:\n  -h,--help               Print this help message and exit\n\n"
          "Sound:\n  --loud                  Ring loudly\n");
  }
  SUBCASE("that are required are in the usage, behind the arguments") {
    fixture.app.add_option("WHEN", fixture.number, "At what time")->required();
    fixture.app.add_option("--tone", fixture.text, "How it sounds")->type_name("NAME")->required();
    CHECK(says(fixture.help(), "\nUsage: bell [OPTIONS] WHEN --tone NAME\n"));
  }
  SUBCASE("say nothing of what they exclude and which numbers they take") {
    auto* loud = fixture.app.add_flag("--loud")->description("Ring loudly");
    fixture.app.add_flag("--soft")->description("Ring softly")->excludes(loud);
    fixture.app.add_option("--times", fixture.number, "How often")
        ->type_name("N")
        ->check(CLI::Range(1, 9).description(""));
    CHECK(says(fixture.help(), "\n  --soft                  Ring softly\n"));
    CHECK(says(fixture.help(), "\n  --times N               How often\n"));
  }
}

TEST_CASE("HelpFormatter: lines") {
  Fixture fixture;
  std::string many = "word";
  for (int i = 0; i < 100; ++i)
    many += " word" + std::to_string(i);
  fixture.app.add_flag("--many")->description(many);
  fixture.app.add_flag("--long")->description(std::string(100, 'x'))->group("Second");
  std::istringstream lines(fixture.help());
  std::string last = "none";
  for (std::string line; std::getline(lines, line);) {
    CHECK((line.size() <= 80 || says(line, "xxx")));
    CHECK_FALSE(line.ends_with(' '));
    CHECK_FALSE((line.empty() && last.empty()));
    last = line;
  }
  CHECK(says(fixture.help(), "word98 word99"));
}

TEST_CASE("HelpFormatter: usage") {
  Fixture fixture;
  SUBCASE("names the arguments") {
    fixture.app.add_option("TARGET", fixture.text, "What to ring");
    CHECK(says(fixture.help(), "Usage: bell [OPTIONS] [TARGET]\n\n  TARGET                  What"));
  }
  SUBCASE("asks for a command where there are some") {
    fixture.app.add_subcommand("ring", "Ring now");
    CHECK(says(fixture.help(), "Usage: bell COMMAND [OPTIONS]\n"));
    CHECK(says(fixture.help(), "\nCommands:\n  ring                    Ring now\n"));
  }
}
