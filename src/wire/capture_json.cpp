#include "wire/capture_json.hpp"

#include "core/byte_order_mark.hpp"
#include "core/utf8.hpp"
#include "wire/base64.hpp"
#include "wire/json_scanner.hpp"
#include "wire/text_place.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

enum class Key {
  type,
  version,
  received_at,
  method,
  path,
  headers,
  headers_base64,
  body,
  body_base64,
  error
};

constexpr std::array<std::string_view, 10> names_of_keys{
    "type",    "version",        "received_at", "method",      "path",
    "headers", "headers_base64", "body",        "body_base64", "error"};

// The texts of the values that a record's keys have; empty where a key is absent or null.
class Members {
public:
  std::string_view operator[](Key key) const { return values_[static_cast<std::size_t>(key)]; }
  std::size_t count() const { return count_; }

  void take(std::string_view name, std::string_view value) {
    ++count_;
    const auto* known = std::find(names_of_keys.begin(), names_of_keys.end(), name);
    if (known == names_of_keys.end()) return;
    values_[static_cast<std::size_t>(known - names_of_keys.begin())] =
        value == "null" ? std::string_view{} : value;
  }

private:
  std::array<std::string_view, names_of_keys.size()> values_{};
  std::size_t count_ = 0;
};

bool is_text(std::string_view value, std::string_view text) {
  std::string decoded;
  return JsonScanner(value).string(decoded) && decoded == text;
}

bool is_record(const Members& members) { return is_text(members[Key::type], "delivery"); }

bool is_passed_over(const Members& members) {
  for (const char* type : {"ready", "rejected", "progress", "result"}) {
    if (is_text(members[Key::type], type)) return true;
  }
  // What a command writes at last when it fails: {"error":{"kind":…}} and nothing else.
  return members.count() == 1 && members[Key::error].starts_with('{');
}

// Decodes the members of a record, up to the first that is not as it must be.
class RecordDecoder {
public:
  RecordDecoder(std::string_view text, const Members& members) : text_(text), members_(members) {}

  ReadCapture decode() {
    capture_.is_record = true;
    const bool good = version() && received_at() && text(Key::method, capture_.method) &&
                      text(Key::path, capture_.target) && headers() && body();
    if (!good) return std::move(problem_);
    return std::move(capture_);
  }

private:
  // `value` is where in the text the problem is.
  bool fail(std::string_view value, std::string reason) {
    const std::size_t offset =
        value.empty() ? 0 : static_cast<std::size_t>(value.data() - text_.data());
    problem_ = {line_at(text_, offset), std::move(reason), true, true};
    return false;
  }

  bool version() {
    const std::string_view version = members_[Key::version];
    if (version.empty()) return fail(version, "the record has no version");
    if (version == "1" || version == "1.0") return true;
    return fail(version, "the record is of version " + std::string(version.substr(0, 20)) +
                             "; this syncbell reads version 1");
  }

  bool received_at() {
    if (members_[Key::received_at].empty()) return true;
    std::string time;
    if (!text(Key::received_at, time)) return false;
    const Result<WallTime> parsed = parse_timestamp(time);
    if (!parsed) return fail(members_[Key::received_at], "received_at: " + parsed.error().message);
    capture_.received_at = *parsed;
    return true;
  }

  // Leaves the value as it is where the key is absent.
  bool text(Key key, std::string& value) {
    const std::string_view member = members_[key];
    if (member.empty()) return true;
    value.reserve(member.size()); // once, and not twice as much again and again
    JsonScanner scanner(member);
    if (scanner.string(value)) return true;
    return fail(member, named(key) + " must be text" +
                            (member.starts_with('"') ? ": " + std::string(scanner.problem()) : ""));
  }

  // Values that are no UTF-8 are shown in "headers" and stand as they are in "headers_base64".
  bool headers() {
    const bool exact = !members_[Key::headers_base64].empty();
    const Key key = exact ? Key::headers_base64 : Key::headers;
    const std::string_view member = members_[key];
    if (member.empty()) return true;
    JsonScanner scanner(member);
    const bool good = scanner.items([&] { return header(scanner, exact); });
    return good || fail(member.substr(std::min(scanner.offset(), member.size() - 1)),
                        named(key) + R"( must be a list of ["name","value"])");
  }

  bool header(JsonScanner& scanner, bool is_base64) {
    std::array<std::string, 2> pair;
    std::size_t count = 0;
    const bool good =
        scanner.items([&] { return count < pair.size() && scanner.string(pair[count++]); });
    if (!good || count != pair.size()) return false;
    std::optional<std::string> value =
        is_base64 ? base64_decode(pair[1]) : std::optional(std::move(pair[1]));
    if (!value) return false;
    capture_.headers.push_back({std::move(pair[0]), *std::move(value)});
    return true;
  }

  bool body() {
    const std::string_view plain = members_[Key::body];
    const std::string_view encoded = members_[Key::body_base64];
    if (plain.empty() == encoded.empty()) {
      return fail(plain, plain.empty() ? "the record has neither body nor body_base64"
                                       : "the record has both body and body_base64");
    }
    if (encoded.empty()) return text(Key::body, capture_.body);
    std::string base64;
    if (!text(Key::body_base64, base64)) return false;
    std::optional<std::string> bytes = base64_decode(base64);
    if (!bytes) return fail(encoded, "body_base64 is no base64");
    capture_.body = *std::move(bytes);
    return true;
  }

  static std::string named(Key key) {
    return std::string(names_of_keys[static_cast<std::size_t>(key)]);
  }

  std::string_view text_;
  const Members& members_;
  Capture capture_;
  CaptureProblem problem_;
};

CaptureProblem malformed(std::string_view text, std::size_t offset, std::string_view why) {
  return {line_at(text, offset), "it is not JSON: " + std::string(why), false, false};
}

} // namespace

ReadCapture read_capture(std::string_view text) {
  text = without_byte_order_mark(text);
  if (const std::size_t good = utf8_prefix(text); good != text.size()) {
    return malformed(text, good, "it holds bytes that are not UTF-8");
  }
  JsonScanner scanner(text);
  Members members;
  std::string_view value;
  const bool is_object = scanner.peek() == '{';
  const bool good = is_object ? scanner.members([&](std::string_view name) {
    if (!scanner.value(value)) return false;
    members.take(name, value);
    return true;
  })
                              : scanner.value(value);
  const bool whole = good && scanner.end();
  const bool record = is_record(members);
  if (!whole) {
    CaptureProblem problem = malformed(text, scanner.offset(), scanner.problem());
    problem.is_record = record;
    return problem;
  }
  if (record) return RecordDecoder(text, members).decode();
  if (is_object && is_passed_over(members)) return NoCapture{};
  return RawPayload{};
}

bool is_json_object(std::string_view text) {
  JsonScanner scanner(without_byte_order_mark(text));
  std::string_view value;
  return scanner.peek() == '{' && scanner.value(value) && scanner.end();
}

} // namespace syncbell
