#include "net/sendable.hpp"

#include "net/syntax.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// Values may hold any other byte.
bool ends_line(std::string_view value) {
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

Error unsendable(const std::string& what) {
  return {ErrorKind::usage, "the request cannot be sent: " + what};
}

Result<void> check_sendable(std::string_view method, const HeaderFields& headers) {
  if (!is_token(method)) return unsendable("its method is malformed");
  for (const HeaderField& field : headers) {
    if (!is_token(field.name)) return unsendable("the name of a header is malformed");
    if (ends_line(field.value)) {
      return unsendable("the header " + field.name + " holds a line break or a NUL");
    }
  }
  return {};
}

} // namespace syncbell
