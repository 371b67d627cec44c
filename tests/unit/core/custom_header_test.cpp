#include "core/custom_header.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

std::string complaint(const std::string& text) {
  const Result<HeaderField> field = parse_custom_header(text);
  if (field) return "";
  CHECK(field.error().kind == ErrorKind::usage);
  return field.error().message;
}

} // namespace

TEST_CASE("parse_custom_header") {
  SUBCASE("splits at the first colon and trims the value") {
    CHECK(*parse_custom_header("X-Env: prod") == HeaderField{"X-Env", "prod"});
    CHECK(*parse_custom_header("X-Env:prod") == HeaderField{"X-Env", "prod"});
    CHECK(*parse_custom_header("X-Url: \t https://a:1/b \t") ==
          HeaderField{"X-Url", "https://a:1/b"});
    CHECK(*parse_custom_header("Authorization: Basic eDp5") ==
          HeaderField{"Authorization", "Basic eDp5"});
  }
  SUBCASE("refuses what is no header") {
    for (const char* text : {"", "X-Env", ": prod", "X Env: prod", " X-Env: prod", "X-Env : prod",
                             "X-Env:", "X-Env:   ", "X-\xc3\xa4: a"}) {
      CAPTURE(text);
      CHECK_FALSE(complaint(text).empty());
    }
  }
  SUBCASE("refuses a value that would break the line and never repeats it") {
    const std::string said = complaint("X-Env: s3cr3t\r\nHost: elsewhere");
    CHECK(said.find("X-Env") != std::string::npos);
    CHECK(said.find("s3cr3t") == std::string::npos);
    CHECK_FALSE(complaint("X-Env: \xc3\xa4").empty());
    CHECK_FALSE(complaint(std::string("X-Env: a\0b", 10)).empty());
  }
  SUBCASE("refuses what others set") {
    for (const char* name :
         {"Host", "content-type", "Content-Length", "Connection", "transfer-encoding", "TE",
          "Upgrade", "Keep-Alive", "Trailer", "Proxy-Authorization", "Propexo-Signature"}) {
      CAPTURE(name);
      CHECK_FALSE(complaint(std::string(name) + ": a").empty());
    }
  }
  SUBCASE("refuses what is ours") {
    CHECK(complaint("x-syncbell-run: a").find("syncbell's own") != std::string::npos);
    CHECK(complaint("X-Syncbell-Later: a").find("syncbell's own") != std::string::npos);
    CHECK(complaint("x-syncbell: a").empty());
  }
}
