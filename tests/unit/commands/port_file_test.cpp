#include "commands/port_file.hpp"
#include "platform/files.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("PortFile") {
  const TemporaryFolder folder;
  const std::string path = folder.file("port", "an earlier run's");
  SUBCASE("holds the port as long as it is there") {
    {
      const Result<PortFile> file = PortFile::write(path, 65'535);
      CHECK(file.has_value());
      CHECK(*read_file(path) == "65535\n");
    }
    CHECK_FALSE(read_file(path).has_value());
  }
  SUBCASE("leaves what has become another's alone") {
    {
      const Result<PortFile> mine = PortFile::write(path, 1);
      CHECK(write_file_atomically(path, "2\n").has_value());
    }
    CHECK(*read_file(path) == "2\n");
  }
  SUBCASE("goes once however often it is moved") {
    PortFile kept;
    {
      Result<PortFile> file = PortFile::write(path, 1);
      kept = *std::move(file);
    }
    CHECK(*read_file(path) == "1\n");
  }
  SUBCASE("is none where none is wanted") { CHECK(PortFile::write("", 1).has_value()); }
  SUBCASE("names the flag where it cannot be written") {
    const Result<PortFile> file = PortFile::write(folder.path("none/port"), 1);
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().kind == ErrorKind::local);
    CHECK(file.error().message.starts_with("--port-file: cannot write "));
  }
}
