#include "core/contract.hpp"
#include "platform/files.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("read_file reads so much and no more") {
  const auto is_refused = [](const std::string& path) {
    const Result<std::string> text = read_file(path);
    REQUIRE_FALSE(text.has_value());
    CHECK(text.error().kind == ErrorKind::local);
    CHECK(text.error().message == "cannot read " + path + ": it is larger than 64 MiB");
  };
  SUBCASE("of a file") {
    const TemporaryFolder folder;
    const std::string path = folder.file("f", "");
    std::filesystem::resize_file(path, contract::max_file_bytes);
    CHECK(read_file(path)->size() == contract::max_file_bytes);
    std::filesystem::resize_file(path, contract::max_file_bytes + 1);
    is_refused(path);
  }
  SUBCASE("of a device that never ends") { is_refused("/dev/zero"); }
}
