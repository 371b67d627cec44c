#include "wire/json_string.hpp"

#include "core/hex.hpp"
#include "core/utf8.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

// What stands behind the backslash for it; nothing for what needs none, 'u' for a number.
char escape_of(char c) {
  switch (c) {
  case '"':
  case '\\':
    return c;
  case '\b':
    return 'b';
  case '\f':
    return 'f';
  case '\n':
    return 'n';
  case '\r':
    return 'r';
  case '\t':
    return 't';
  default:
    return static_cast<unsigned char>(c) < 0x20 ? 'u' : '\0';
  }
}

} // namespace

void append_json_string(std::string& json, std::string_view text) {
  if (!is_utf8(text)) {
    json += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return;
  }
  json += '"';
  std::size_t kept = 0; // up to there it is in json
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char escape = escape_of(text[i]);
    if (escape == '\0') continue;
    json.append(text, kept, i - kept);
    json += '\\';
    json += escape;
    if (escape == 'u') json.append("00").append(to_hex(text.substr(i, 1)));
    kept = i + 1;
  }
  json.append(text, kept);
  json += '"';
}

} // namespace syncbell
