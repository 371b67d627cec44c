#include "mock/scenario_fields.hpp"

#include "core/suggestion.hpp"

#include <algorithm>

namespace syncbell::mock {
namespace {

constexpr int most = 1'000'000;

bool stands_in_paths(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

} // namespace

void read_text(const JsonReader& in, std::string_view key, std::string& target) {
  if (const auto member = in.find(key)) target = member->text();
}

void read_flag(const JsonReader& in, std::string_view key, bool& target) {
  if (const auto member = in.find(key)) target = member->boolean();
}

void read_duration(const JsonReader& in, std::string_view key, Duration& target) {
  if (const auto member = in.find(key)) target = member->duration();
}

void read_count(const JsonReader& in, std::string_view key, int& target, int least) {
  const auto member = in.find(key);
  if (!member) return;
  const std::int64_t number = member->integer();
  if (number < least || number > most) {
    member->fail("must be from " + std::to_string(least) + " to " + std::to_string(most));
  }
  target = static_cast<int>(number);
}

void read_optional_flag(const JsonReader& in, std::string_view key, std::optional<bool>& target) {
  if (const auto member = in.find(key)) target = member->boolean();
}

void read_optional_moment(const JsonReader& in, std::string_view key,
                          std::optional<PastMoment>& target) {
  if (const auto member = in.find(key)) target = read_moment(*member);
}

std::string read_word(const JsonReader& in, const std::vector<std::string_view>& words) {
  std::string word = in.text();
  if (std::find(words.begin(), words.end(), word) != words.end()) return word;
  std::string known;
  for (const std::string_view each : words)
    known += (known.empty() ? "" : ", ") + std::string(each);
  in.fail("'" + word + "' is none of " + known + did_you_mean(word, words));
}

TriggerKind read_trigger(const JsonReader& in) {
  std::vector<std::string_view> names;
  for (const TriggerKind kind : all_trigger_kinds)
    names.emplace_back(name_of(kind));
  return *trigger_kind_named(read_word(in, names));
}

std::string read_id(const JsonReader& in) {
  std::string id = in.text();
  if (!stands_in_paths(id)) in.fail("must be made of letters, digits, - and _");
  return id;
}

PastMoment read_moment(const JsonReader& in) {
  const std::string text = in.text();
  if (!text.starts_with('-')) return {.instant = in.timestamp()};
  const Result<Duration> before = parse_duration(std::string_view(text).substr(1));
  if (!before) in.fail("'" + text + "' is neither a time nor so long before the start, as -24h");
  return {.before_start = *before};
}

} // namespace syncbell::mock
