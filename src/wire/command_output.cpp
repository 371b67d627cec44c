#include "wire/command_output.hpp"

#include "core/printable.hpp"
#include "wire/json_reader.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::string_view white_space = " \t\r\n";

std::string_view without_white_space(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white_space);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

// White space, control characters, quotes and brackets are signs of something else than an ID.
bool may_be_id(std::string_view text) {
  static constexpr std::string_view foreign = "\"'{}[]<>\x7f";
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || foreign.find(c) != foreign.npos;
  });
}

Error unusable(const std::string& what) {
  return {ErrorKind::usage, "COMMAND named no integration: " + what,
          "its standard output must be one integration ID a line, or a JSON object with "
          "\"result.id\", \"id\" or \"integration_id\""};
}

std::string id_in(const JsonReader& document) {
  const auto result = document.find("result");
  if (result && result->is_object() && result->find("id")) return result->at("id").text();
  if (const auto id = document.find("id")) return id->text();
  return document.at("integration_id").text();
}

Result<std::vector<IntegrationId>> read_json_id(std::string_view text) {
  std::string id;
  const Result<void> read =
      read_json(text, {"its output"}, [&id](const JsonReader& document) { id = id_in(document); });
  if (!read) return unusable(read.error().message);
  if (!may_be_id(id))
    return unusable("the ID in its JSON is '" + printable(id.substr(0, 80)) + "'");
  return std::vector{IntegrationId(id)};
}

} // namespace

Result<std::vector<IntegrationId>> read_integration_ids(std::string_view output) {
  const std::string_view text = without_white_space(output);
  if (text.empty()) return unusable("it wrote nothing to standard output");
  if (text.front() == '{') return read_json_id(text);
  std::vector<IntegrationId> ids;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = without_white_space(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    if (!may_be_id(line)) {
      return unusable("it wrote '" + printable(line.substr(0, 80)) + "'");
    }
    ids.emplace_back(std::string(line));
  }
  return ids;
}

} // namespace syncbell
