#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// What is wrong in a document, and where. Thrown by JsonReader and caught by read_json; it never
// leaves the decoding of one document.
struct JsonProblem {
  std::string pointer; // RFC 6901: "/integrations/0/vendor"
  std::string message;
  std::string hint = {};
};

// A value in a JSON document together with the place where it stands, so that a complaint can name
// it. Every function that asks for a type throws JsonProblem when the value has another.
class JsonReader {
public:
  // The value must outlive the reader.
  explicit JsonReader(const nlohmann::json& value, std::string pointer = "");

  const std::string& pointer() const { return pointer_; }
  const nlohmann::json& value() const { return *value_; }
  bool is_object() const;
  bool is_array() const;

  // Member of an object. find: nothing where it is absent or null; at: a problem.
  std::optional<JsonReader> find(std::string_view key) const;
  JsonReader at(std::string_view key) const;
  // A problem when this is not an object, or holds a key that is not listed (naming the nearest).
  void allow_only(std::initializer_list<std::string_view> keys) const;

  std::vector<JsonReader> items() const; // of an array
  std::string text() const;
  bool boolean() const;
  std::int64_t integer() const; // 49 and 49.0 alike
  WallTime timestamp() const;   // RFC 3339
  Duration duration() const;    // "1h30m"

  [[noreturn]] void fail(std::string message, std::string hint = {}) const;

private:
  const nlohmann::json* value_;
  std::string pointer_;
};

// What a document is called in messages, and the kind of error it is when it cannot be read.
struct JsonSource {
  std::string name; // "scenario.json", "the reply"
  ErrorKind kind = ErrorKind::usage;
};

// Parses the text and hands the document to `read`. A syntax error, nesting deeper than 100 or a
// JsonProblem becomes an Error "name:line: /pointer: message".
Result<void> read_json(std::string_view text, const JsonSource& source,
                       const std::function<void(const JsonReader&)>& read);

// The line (from 1) on which the value that the pointer names begins; 0 when there is none.
std::size_t line_of(std::string_view text, std::string_view pointer);

} // namespace syncbell
