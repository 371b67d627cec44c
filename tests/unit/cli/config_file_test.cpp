#include "cli/config_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <map>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  TemporaryFolder folder;
  std::map<std::string, std::string> variables;

  Result<std::optional<ConfigFile>> find() {
    return find_config_file([this](const std::string& name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
  }
  std::string make(const std::string& name) {
    std::filesystem::create_directories(std::filesystem::path(folder.path(name)).parent_path());
    return folder.file(name, "# " + name);
  }
};

} // namespace

TEST_CASE("find_config_file looks where it is told and then where it is usual") {
  Fixture fixture;
  const std::string named = fixture.make("mine.toml");
  const std::string xdg = fixture.make("xdg/syncbell/config.toml");
  const std::string home = fixture.make(".config/syncbell/config.toml");
  fixture.variables = {{"SYNCBELL_CONFIG", named},
                       {"XDG_CONFIG_HOME", fixture.folder.path("xdg")},
                       {"HOME", fixture.folder.path("")}};
  const auto found = [&fixture] {
    const Result<std::optional<ConfigFile>> file = fixture.find();
    REQUIRE(file.has_value());
    REQUIRE(file->has_value());
    return **file;
  };
  CHECK(found().path == named);
  CHECK(found().chosen_by == "SYNCBELL_CONFIG");
  CHECK(found().text == "# mine.toml");
  fixture.variables["SYNCBELL_CONFIG"] = "";
  CHECK(found().path == xdg);
  CHECK(found().chosen_by == "default");
  fixture.variables["XDG_CONFIG_HOME"] = "not/absolute";
  CHECK(std::filesystem::equivalent(found().path, home));
}

TEST_CASE("find_config_file passes over a byte order mark") {
  Fixture fixture;
  fixture.variables["SYNCBELL_CONFIG"] =
      fixture.folder.file("c.toml", "\xef\xbb\xbflisten = 4481\n");
  CHECK(fixture.find()->value().text == "listen = 4481\n");
}

TEST_CASE("find_config_file does without one in the usual place") {
  Fixture fixture;
  CHECK(fixture.find().has_value());
  fixture.variables["HOME"] = fixture.folder.path("none");
  const Result<std::optional<ConfigFile>> file = fixture.find();
  REQUIRE(file.has_value());
  CHECK_FALSE(file->has_value());
}

TEST_CASE("find_config_file refuses") {
  Fixture fixture;
  const auto refused = [&fixture] {
    const Result<std::optional<ConfigFile>> file = fixture.find();
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().kind == ErrorKind::usage);
    return describe(file.error());
  };
  SUBCASE("a file that was named and is missing") {
    fixture.variables["SYNCBELL_CONFIG"] = fixture.folder.path("none.toml");
    CHECK(refused().find("none.toml") != std::string::npos);
    CHECK(refused().find("SYNCBELL_CONFIG") != std::string::npos);
  }
  SUBCASE("what is no file") {
    fixture.variables["SYNCBELL_CONFIG"] = fixture.folder.path("");
    refused();
  }
  SUBCASE("a file that others can change and says what to type") {
    const std::string path = fixture.make("open.toml");
    REQUIRE(::chmod(path.c_str(), 0666) == 0);
    fixture.variables["SYNCBELL_CONFIG"] = path;
    CHECK(refused().find("chmod go-w " + path) != std::string::npos);
  }
}
