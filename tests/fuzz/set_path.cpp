// What --set is given (the first line), and the payload that it edits (the rest).
//
// - The path of an edit, written out with its dots escaped, is read as the same path.
// - What an edit makes of JSON is JSON, in which the value stands at its place and nothing else
//   has changed: as another reader of JSON has it.
// - To edit twice is to edit once.
#include "core/utf8.hpp"
#include "fuzz/property.hpp"
#include "wire/json_scanner.hpp"
#include "wire/payload_edit.hpp"

#include <nlohmann/json.hpp>

using namespace syncbell;
using fuzz::require;
using nlohmann::json;

namespace {

std::string written(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& name : path) {
    if (&name != &path.front()) text += '.';
    for (const char c : name) {
      if (c == '.' || c == '\\') text += '\\';
      text += c;
    }
  }
  return text;
}

void check_path(const PayloadEdit& edit) {
  const std::string text = written(edit.path) + "=" + edit.json_value;
  const Result<PayloadEdit> again = parse_edit(text, false);
  require(again && again->path == edit.path && again->json_value == edit.json_value,
          "what is written out is read as the same", text);
}

bool is_json(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  JsonScanner scanner(text);
  std::string_view value;
  return scanner.value(value) && scanner.end();
}

// The value at a place that is there, but for its last step.
json* place_of(json& document, const std::vector<std::string>& path) {
  json* at = &document;
  for (const std::string& name : path) {
    if (at->is_object()) {
      if (&name == &path.back()) return &(*at)[name];
      const auto member = at->find(name);
      require(member != at->end(), "the edit did not invent what is around it", name);
      at = &*member;
    } else {
      require(at->is_array(), "only what holds others is gone into", name);
      const std::size_t index = std::strtoul(name.c_str(), nullptr, 10);
      require(index < at->size(), "no item is added to a list", name);
      at = &(*at)[index];
    }
  }
  return at;
}

void check_edited(const std::string& body, const PayloadEdit& edit, const std::string& edited) {
  require(is_json(body) && is_json(edited), "JSON stays JSON", edited);
  const Result<std::string> twice = apply_edits(edited, {edit});
  require(twice && *twice == edited, "twice is once", edited);
  json before = json::parse(body, nullptr, false);
  const json value = json::parse(edit.json_value, nullptr, false);
  const json after = json::parse(edited, nullptr, false);
  // A number beyond a double, or bytes that are no UTF-8: the other reader refuses them.
  if (before.is_discarded() || value.is_discarded() || after.is_discarded()) return;
  *place_of(before, edit.path) = value;
  require(before == after, "the value is there and nothing else has changed", edited);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string body(text.substr(std::min(end + 1, text.size())));
  for (const bool force_text : {false, true}) {
    const Result<PayloadEdit> edit = parse_edit(text.substr(0, end), force_text);
    if (!edit) continue;
    require(is_json(edit->json_value) && is_utf8(edit->json_value), "a value is JSON");
    check_path(*edit);
    const Result<std::string> edited = apply_edits(body, {*edit});
    if (edited) check_edited(body, *edit, *edited);
  }
  return 0;
}
