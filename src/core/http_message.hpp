#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

struct HeaderField {
  std::string name;
  std::string value;
  friend bool operator==(const HeaderField&, const HeaderField&) = default;
};

// Fields in the order in which they were sent, spelled as they were sent.
using HeaderFields = std::vector<HeaderField>;

// The value of the first field of that name (compared without case), or nothing.
std::optional<std::string_view> find_header(const HeaderFields& fields, std::string_view name);

// The number with which that value begins, if it does.
std::optional<int> find_number(const HeaderFields& fields, std::string_view name);

// Whether a body begins as a JSON object or array does: what a proxy or a sign-in page answers in
// an API's place does not.
bool looks_like_json(std::string_view body);

// Puts the value where the first field of that name stands, else at the end; an empty value takes
// the field away. Further fields of the name go.
void set_header(HeaderFields& fields, std::string_view name, const std::string& value);

// The text without the spaces and tabs that HTTP allows around a value.
std::string_view trimmed(std::string_view text);

// Whether a header's value that is a list with commas, as "close, X-Hop" is, has the word in any
// case.
bool is_listed(std::string_view word, std::string_view list);
// The same of all fields of that name, as a list may be spread over several.
bool is_listed_in(const HeaderFields& fields, std::string_view name, std::string_view word);

// ASCII letters compared without case, as HTTP compares names.
bool equals_ignoring_case(std::string_view left, std::string_view right);

// A request as it arrived at a server of ours: nothing decoded, nothing reordered.
struct RawRequest {
  WallTime received_at;
  std::string peer;   // address of the sender, for people
  std::string method; // "POST"
  std::string target; // path and query as sent: "/hook?a=1"
  HeaderFields headers;
  std::string body; // exact bytes after removing the transfer coding

  // The target without its query.
  std::string_view path() const;
};

} // namespace syncbell
