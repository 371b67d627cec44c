#include "wire/payload_edit.hpp"

#include "core/byte_order_mark.hpp"
#include "core/utf8.hpp"
#include "wire/json_scanner.hpp"

#include <charconv>
#include <optional>

namespace syncbell {
namespace {

// ---- reading an edit

Error bad_edit(std::string_view text, const std::string& why) {
  return {ErrorKind::usage, "'" + std::string(text) + "' " + why,
          "write it as PATH=VALUE: data.integration_id=abc"};
}

// "a.b\.c" to a, b.c.
std::vector<std::string> split_path(std::string_view text) {
  std::vector<std::string> path(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '.' || text[i + 1] == '\\');
    if (escaped)
      path.back() += text[++i];
    else if (text[i] == '.')
      path.emplace_back();
    else
      path.back() += text[i];
  }
  return path;
}

std::string joined(const std::vector<std::string>& path, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? "" : ".") + path[i];
  return text;
}

// The text without the white space around it, where it is one JSON value.
std::optional<std::string> as_json(std::string_view text) {
  JsonScanner scanner(text);
  std::string_view value;
  if (!scanner.value(value) || !scanner.end()) return std::nullopt;
  return std::string(value);
}

// ---- finding the place of an edit

// The bytes that give way, and what is written in their place around the new value.
struct Place {
  std::size_t from = 0;
  std::size_t size = 0;
  std::string before = {};
};

// What a container holds at a step of a path.
struct Step {
  std::optional<std::string_view> found = {}; // the value there, as it stands in the body
  std::size_t end_of_last = 0;                // offset in the container behind its last value
  std::string_view lead = {};                 // white space before the name of the last member
  std::string_view gap = {};                  // and between its colon and its value
  std::size_t count = 0;
  std::string_view problem = {}; // why nothing can be said: the name of a member cannot be read
};

std::string_view leading_space(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

Step step_into_object(std::string_view object, std::string_view name) {
  JsonScanner scanner(object);
  Step step;
  std::size_t behind_last = scanner.peek() == '{' ? scanner.offset() + 1 : 0;
  const auto look = [&](std::string_view member) {
    std::string_view value;
    const std::size_t behind_colon = scanner.offset();
    if (!scanner.value(value)) return false;
    const bool is_first = step.count++ == 0;
    step.lead = leading_space(object.substr(behind_last + (is_first ? 0 : 1)));
    step.gap = leading_space(object.substr(behind_colon));
    if (member == name) step.found = value;
    step.end_of_last = scanner.offset();
    static_cast<void>(scanner.peek()); // to the comma, behind which the next one's lead begins
    behind_last = scanner.offset();
    return true;
  };
  if (!scanner.members(look)) step.problem = scanner.problem();
  if (step.count == 0) step.end_of_last = behind_last;
  return step;
}

Step step_into_array(std::string_view array, std::string_view index) {
  JsonScanner scanner(array);
  Step step;
  std::size_t wanted = 0;
  const char* end = index.data() + index.size();
  const auto [stopped, failure] = std::from_chars(index.data(), end, wanted);
  const bool is_index = failure == std::errc{} && stopped == end;
  static_cast<void>(scanner.items([&] {
    std::string_view value;
    if (!scanner.value(value)) return false;
    if (is_index && step.count == wanted) step.found = value;
    ++step.count;
    return true;
  }));
  return step;
}

// Walks along the path of an edit through a body that is JSON, behind a mark that stays.
class PlaceSearch {
public:
  PlaceSearch(std::string_view body, const PayloadEdit& edit) : body_(body), path_(edit.path) {}

  Result<Place> find() {
    JsonScanner scanner(without_byte_order_mark(body_));
    std::string_view value;
    if (!scanner.value(value) || !scanner.end()) return is_no_json(scanner.problem());
    for (at_ = 0; at_ < path_.size(); ++at_) {
      if (value.front() != '{' && value.front() != '[') return cannot(what() + " is no object");
      const bool in_array = value.front() == '[';
      const Step step =
          in_array ? step_into_array(value, path_[at_]) : step_into_object(value, path_[at_]);
      if (!step.problem.empty()) return is_no_json(step.problem);
      if (!step.found) return in_array ? no_item(step) : missing(step, value);
      value = *step.found;
    }
    return Place{offset_of(value), value.size()};
  }

private:
  Error is_no_json(std::string_view problem) const {
    return cannot("the payload is not JSON: " + std::string(problem));
  }

  std::size_t offset_of(std::string_view value) const {
    return static_cast<std::size_t>(value.data() - body_.data());
  }

  // The container at which the search stands.
  std::string what() const { return at_ == 0 ? "the payload" : "'" + joined(path_, at_) + "'"; }

  Error cannot(const std::string& why) const {
    return {ErrorKind::usage, "cannot set '" + joined(path_, path_.size()) + "': " + why};
  }

  Error no_item(const Step& step) const {
    return cannot(what() + " is a list of " + std::to_string(step.count) +
                  ", whose items are 0, 1, and so on");
  }

  Result<Place> missing(const Step& step, std::string_view object) const {
    if (at_ + 1 < path_.size()) return cannot(what() + " has no '" + path_[at_] + "'");
    const std::string comma = step.count == 0 ? "" : ",";
    return Place{offset_of(object) + step.end_of_last, 0,
                 comma + std::string(step.lead) + json_quoted(path_[at_]) + ":" +
                     std::string(step.gap)};
  }

  std::string_view body_;
  const std::vector<std::string>& path_;
  std::size_t at_ = 0;
};

} // namespace

Result<PayloadEdit> parse_edit(std::string_view text, bool force_text) {
  const std::size_t equals = text.find('=');
  if (equals == text.npos) return bad_edit(text, "has no '='");
  if (!is_utf8(text)) return bad_edit(text, "is not UTF-8");
  PayloadEdit edit{split_path(text.substr(0, equals)), ""};
  for (const std::string& name : edit.path) {
    if (name.empty()) return bad_edit(text, "has an empty name in its path");
  }
  const std::string_view value = text.substr(equals + 1);
  const std::optional<std::string> json = force_text ? std::nullopt : as_json(value);
  if (!force_text && !json && value.find_first_of("{[\"") == 0) {
    return Error{ErrorKind::usage, "'" + std::string(text) + "' begins like JSON and is none",
                 "mend it, or give it with --set-string to have it as text"};
  }
  edit.json_value = json ? *json : json_quoted(value);
  return edit;
}

Result<std::string> apply_edits(std::string_view body, const std::vector<PayloadEdit>& edits) {
  std::string edited(body);
  for (const PayloadEdit& edit : edits) {
    const Result<Place> place = PlaceSearch(edited, edit).find();
    if (!place) return place.error();
    edited.replace(place->from, place->size, place->before + edit.json_value);
  }
  return edited;
}

} // namespace syncbell
