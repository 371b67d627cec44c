#include "net/sendable.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("check_sendable") {
  const auto complaint = [](std::string_view method, const HeaderFields& headers) {
    const Result<void> sendable = check_sendable(method, headers);
    if (sendable) return std::string();
    CHECK(sendable.error().kind == ErrorKind::usage);
    return sendable.error().message;
  };

  CHECK(complaint("POST", {}).empty());
  CHECK(complaint("POST", {{"X-A", ""}, {"b", "\x01\t\xc3\xa9\xff"}}).empty());
  for (const std::string_view method : {"", "PO ST", "POST\r\n", "GET /"}) {
    CHECK(complaint(method, {}).find("method") != std::string::npos);
  }
  for (const std::string name : {"", "A:", "A B", "A\r\nB", "\xc3\xa9"}) {
    CHECK(complaint("POST", {{name, "1"}}).find("name of a header") != std::string::npos);
  }
  for (const std::string& value : {std::string("s3cret\r\nB: 1"), std::string("s3cret\n"),
                                   std::string("s3cret\0", 7), std::string("\rs3cret")}) {
    const std::string message = complaint("POST", {{"X-A", value}});
    CHECK(message.find("X-A") != std::string::npos);
    CHECK(message.find("s3cret") == std::string::npos);
  }
}
