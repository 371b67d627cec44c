#include "core/config_lines.hpp"

#include <algorithm>
#include <optional>

namespace syncbell {
namespace {

using Complaint = std::optional<std::string>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_quote(char c) { return c == '"' || c == '\''; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

// wait, profile.staging, poll-interval
bool is_bare_key(std::string_view text) {
  const bool has_gap =
      text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos;
  return !has_gap && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

// Takes a word or a text in quotes off the front; the quotes are known to be closed.
Complaint take_value(std::string_view& rest) {
  if (rest.empty()) return "there is no value behind =";
  if (!is_quote(rest.front())) {
    const std::size_t size = std::min(rest.find_first_of(" \t\"'[]{},"), rest.size());
    rest.remove_prefix(size);
    return size > 0 ? std::nullopt : Complaint("what stands behind = is no value");
  }
  const std::size_t end = rest.find(rest.front(), 1);
  const std::string_view content = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  if (content.find('\\') != content.npos) return "a value holds no backslash";
  if (content.size() > 1 && is_quote(content.front()) && content.front() == content.back()) {
    return "a value does not begin and end with quotes of its own";
  }
  return std::nullopt;
}

Complaint list_complaint(std::string_view rest) {
  rest.remove_prefix(1); // [
  while (rest != "]") {
    if (Complaint complaint = take_value(rest)) return complaint;
    if (rest.starts_with(','))
      rest.remove_prefix(1);
    else if (rest != "]")
      return "the values of a list stand in quotes, with commas between them";
  }
  return std::nullopt;
}

Complaint complaint_about(std::string_view text) {
  if (text.front() == '[') {
    const bool is_table = text.back() == ']' && is_bare_key(text.substr(1, text.size() - 2));
    return is_table ? std::nullopt
                    : Complaint("a table is named as in [wait] or [profile.staging]");
  }
  const std::size_t equals = text.find('=');
  if (equals == text.npos) return "there is no = between a name and a value";
  if (!is_bare_key(without_blanks(text.substr(0, equals)))) {
    return "what stands in front of = is no name, which is made of letters, digits, - and _";
  }
  std::string_view value = without_blanks(text.substr(equals + 1));
  if (value.starts_with('[')) return list_complaint(value);
  if (Complaint complaint = take_value(value)) return complaint;
  return value.empty() ? std::nullopt
                       : Complaint("a value that is not one word stands in quotes, which end it");
}

class LineSplitter {
public:
  explicit LineSplitter(const std::string& file) : file_(file) {}

  Result<std::vector<ConfigLine>> split(std::string_view text) {
    for (std::size_t from = 0, number = 1; from < text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      if (const Complaint complaint = read(text.substr(from, end - from), number)) {
        return config_fault(file_, number, *complaint);
      }
      from = end + 1;
    }
    if (in_list_) return config_fault(file_, current_.number, "the list is not closed with ]");
    return std::move(lines_);
  }

private:
  Complaint read(std::string_view line, std::size_t number) {
    if (!in_list_) current_ = {"", number};
    char quote = 0;
    for (const char c : line) {
      const bool is_control = (static_cast<unsigned char>(c) < ' ' && !is_space(c)) || c == 0x7f;
      if (is_control) return "there is a control character";
      if (c == '#' && quote == 0) break;
      if (quote != 0 || is_quote(c)) {
        quote = quote == 0 ? c : (quote == c ? '\0' : quote);
        current_.text += c;
      } else {
        add_unquoted(c);
      }
    }
    if (quote != 0) return std::string("the text is not closed with ") + quote + " on its line";
    return in_list_ ? std::nullopt : finish();
  }

  // Within a list there is no white space beside brackets, commas and quotes.
  void add_unquoted(char c) {
    std::string& text = current_.text;
    if (c == '[' && text.find('=') != text.npos) in_list_ = true;
    if (in_list_ && is_space(c) &&
        (is_quote(text.back()) || text.back() == ',' || text.back() == '['))
      return;
    if (in_list_ && (c == ']' || c == ',')) text = without_blanks(text);
    if (c == ']') in_list_ = false;
    text += c;
  }

  Complaint finish() {
    current_.text = without_blanks(current_.text);
    if (current_.text.empty()) return std::nullopt;
    if (Complaint complaint = complaint_about(current_.text)) return complaint;
    lines_.push_back(std::move(current_));
    return std::nullopt;
  }

  const std::string& file_;
  std::vector<ConfigLine> lines_;
  ConfigLine current_;
  bool in_list_ = false;
};

} // namespace

Error config_fault(const std::string& file, std::size_t line, const std::string& what,
                   const std::string& hint) {
  return {ErrorKind::usage, file + ":" + std::to_string(line) + ": " + what, hint};
}

Result<std::vector<ConfigLine>> split_config(std::string_view text, const std::string& file) {
  return LineSplitter(file).split(text);
}

} // namespace syncbell
