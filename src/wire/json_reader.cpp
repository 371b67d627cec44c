#include "wire/json_reader.hpp"

#include "core/suggestion.hpp"
#include "wire/text_place.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace syncbell {
namespace {

using nlohmann::json;

constexpr int deepest = 100;

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string article(const json& value) {
  switch (value.type()) {
  case json::value_t::null:
    return "null";
  case json::value_t::object:
    return "an object";
  case json::value_t::array:
    return "an array";
  case json::value_t::string:
    return "text";
  case json::value_t::boolean:
    return "true or false";
  default:
    return "a number";
  }
}

// nlohmann's text begins with an error number and the position, which we say in our own way, and
// ends with what was read last, which may be a secret or no UTF-8.
std::string reason_in(const json::parse_error& error) {
  const std::string text = error.what();
  const std::size_t at = text.find("syntax error");
  if (at == text.npos) return "it is not JSON";
  return text.substr(at, text.find("; last read: ") - at);
}

json parse(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) throw JsonProblem{"", "it is empty"};
  return json::parse(text.begin(), text.end(), [](int depth, json::parse_event_t, json&) {
    if (depth > deepest) throw JsonProblem{"", "it is nested too deeply"};
    return true;
  });
}

std::string place(const JsonSource& source, std::size_t line) {
  return line == 0 ? source.name : source.name + ":" + std::to_string(line);
}

} // namespace

JsonReader::JsonReader(const json& value, std::string pointer)
    : value_(&value), pointer_(std::move(pointer)) {}

bool JsonReader::is_object() const { return value_->is_object(); }
bool JsonReader::is_array() const { return value_->is_array(); }

void JsonReader::fail(std::string message, std::string hint) const {
  throw JsonProblem{pointer_, std::move(message), std::move(hint)};
}

std::optional<JsonReader> JsonReader::find(std::string_view key) const {
  if (!value_->is_object()) fail("must be an object and is " + article(*value_));
  const auto member = value_->find(key);
  if (member == value_->end() || member->is_null()) return std::nullopt;
  return JsonReader(*member, pointer_ + "/" + escaped(key));
}

JsonReader JsonReader::at(std::string_view key) const {
  std::optional<JsonReader> member = find(key);
  if (!member) fail("has no \"" + std::string(key) + "\"");
  return *member;
}

void JsonReader::allow_only(std::initializer_list<std::string_view> keys) const {
  if (!value_->is_object()) fail("must be an object and is " + article(*value_));
  for (const auto& [key, member] : value_->items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    JsonReader(member, pointer_ + "/" + escaped(key))
        .fail("is not a key known here" + did_you_mean(key, {keys.begin(), keys.end()}));
  }
}

std::vector<JsonReader> JsonReader::items() const {
  if (!value_->is_array()) fail("must be an array and is " + article(*value_));
  std::vector<JsonReader> readers;
  readers.reserve(value_->size());
  for (const json& item : *value_) {
    readers.emplace_back(item, pointer_ + "/" + std::to_string(readers.size()));
  }
  return readers;
}

std::string JsonReader::text() const {
  if (!value_->is_string()) fail("must be text and is " + article(*value_));
  return value_->get<std::string>();
}

bool JsonReader::boolean() const {
  if (!value_->is_boolean()) fail("must be true or false and is " + article(*value_));
  return value_->get<bool>();
}

std::int64_t JsonReader::integer() const {
  constexpr double limit = 9.0e15; // beyond this a double skips integers
  if (value_->is_number_unsigned() && value_->get<std::uint64_t>() > std::uint64_t{INT64_MAX}) {
    fail("is too large a number");
  }
  if (value_->is_number_integer()) return value_->get<std::int64_t>();
  if (!value_->is_number_float()) fail("must be a whole number and is " + article(*value_));
  const double number = value_->get<double>();
  if (!(std::abs(number) < limit) || std::floor(number) != number) fail("must be a whole number");
  return static_cast<std::int64_t>(number);
}

WallTime JsonReader::timestamp() const {
  const Result<WallTime> time = parse_timestamp(text());
  if (!time) fail(time.error().message);
  return *time;
}

Duration JsonReader::duration() const {
  const Result<Duration> duration = parse_duration(text());
  if (!duration) fail(duration.error().message, duration.error().hint);
  return *duration;
}

Result<void> read_json(std::string_view text, const JsonSource& source,
                       const std::function<void(const JsonReader&)>& read) {
  // The parser would take one for the end and never look at what comes after it.
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    return Error{source.kind, place(source, line_at(text, nul)) + ": holds a NUL byte"};
  }
  try {
    const json document = parse(text);
    read(JsonReader(document));
    return {};
  } catch (const JsonProblem& problem) {
    const std::size_t line = line_of(text, problem.pointer);
    const std::string where = problem.pointer.empty() ? "" : problem.pointer + ": ";
    return Error{source.kind, place(source, line) + ": " + where + problem.message, problem.hint};
  } catch (const json::parse_error& error) {
    return Error{source.kind,
                 place(source, line_at(text, std::max<std::size_t>(error.byte, 1) - 1)) + ": " +
                     reason_in(error)};
  } catch (const json::out_of_range&) {
    return Error{source.kind, source.name + ": holds a number that is too large"};
  } catch (const json::exception& error) {
    return Error{source.kind, source.name + ": " + error.what()};
  }
}

} // namespace syncbell
