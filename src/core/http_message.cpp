#include "core/http_message.hpp"

#include <algorithm>
#include <charconv>

namespace syncbell {
namespace {

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

bool is_listed_in(const HeaderFields& fields, std::string_view name, std::string_view word) {
  return std::any_of(fields.begin(), fields.end(), [&](const HeaderField& field) {
    return equals_ignoring_case(field.name, name) && is_listed(word, field.value);
  });
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

std::optional<std::string_view> find_header(const HeaderFields& fields, std::string_view name) {
  for (const HeaderField& field : fields) {
    if (equals_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::optional<int> find_number(const HeaderFields& fields, std::string_view name) {
  const auto text = find_header(fields, name);
  int number = 0;
  if (!text) return std::nullopt;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), number);
  return failure == std::errc{} ? std::optional(number) : std::nullopt;
}

bool looks_like_json(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != body.npos && (body[first] == '{' || body[first] == '[');
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_listed(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (equals_ignoring_case(trimmed(list.substr(0, comma)), word)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

void set_header(HeaderFields& fields, std::string_view name, const std::string& value) {
  const auto has_name = [name](const HeaderField& field) {
    return equals_ignoring_case(field.name, name);
  };
  const auto first = std::find_if(fields.begin(), fields.end(), has_name);
  if (first == fields.end()) {
    if (!value.empty()) fields.push_back({std::string(name), value});
    return;
  }
  first->value = value;
  const auto spared = value.empty() ? first : first + 1;
  fields.erase(std::remove_if(spared, fields.end(), has_name), fields.end());
}

std::string_view RawRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

} // namespace syncbell
