#include "net/syntax.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

// A table: names of headers are checked for every request.
constexpr std::array<bool, 256> token_characters = [] {
  std::array<bool, 256> allowed = {};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    allowed[static_cast<unsigned char>(c)] = true;
  }
  return allowed;
}();

} // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return token_characters[static_cast<unsigned char>(c)];
  });
}

} // namespace syncbell
