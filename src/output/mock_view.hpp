#pragma once

#include <cstdint>
#include <string>

namespace syncbell {

// How a running mock is reached. Its token is made up, and meant to be shown.
struct MockAccess {
  std::string host;
  std::uint16_t port = 0;
  std::string token;
};

// The two lines to paste into a shell.
std::string mock_exports(const MockAccess& access);
// {"type":"ready","url":…,"token":…}
std::string encode_mock_ready(const MockAccess& access);

} // namespace syncbell
