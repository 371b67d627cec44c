#include "wire/json_scanner.hpp"

#include <array>

namespace syncbell {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What ends a run of plain characters in a string: its end, an escape, a control character.
constexpr std::array<bool, 256> ends_of_runs() {
  std::array<bool, 256> ends{};
  for (std::size_t c = 0; c < 0x20; ++c)
    ends[c] = true;
  ends['"'] = ends['\\'] = true;
  return ends;
}

std::size_t end_of_run(std::string_view text, std::size_t at) {
  static constexpr std::array<bool, 256> ends = ends_of_runs();
  while (at < text.size() && !ends[static_cast<unsigned char>(text[at])])
    ++at;
  return at;
}

void append_utf8(std::string& out, unsigned character) {
  const auto add = [&out](unsigned byte) { out += static_cast<char>(byte); };
  const auto follower = [character](unsigned shift) {
    return 0x80U | (character >> shift & 0x3fU);
  };
  if (character < 0x80) return add(character);
  if (character < 0x800) {
    add(0xc0U | character >> 6U);
    return add(follower(0));
  }
  if (character < 0x10000) {
    add(0xe0U | character >> 12U);
  } else {
    add(0xf0U | character >> 18U);
    add(follower(12));
  }
  add(follower(6));
  add(follower(0));
}

// The character that \b and its like stand for; 0 for none.
char unescaped(char c) {
  switch (c) {
  case '"':
  case '\\':
  case '/':
    return c;
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  default:
    return 0;
  }
}

} // namespace

bool JsonScanner::fail(std::string_view problem) {
  if (problem_.empty()) problem_ = at_ >= text_.size() ? "it ends too early" : problem;
  return false;
}

char JsonScanner::peek() {
  while (at_ < text_.size() && is_space(text_[at_]))
    ++at_;
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonScanner::take(char wanted) {
  if (peek() != wanted) {
    switch (wanted) {
    case '{':
      return fail("there is no object where one is expected");
    case '[':
      return fail("there is no array where one is expected");
    case ':':
      return fail("there is no colon behind a name");
    case '"':
      return fail("there is no text in double quotes where it is expected");
    default:
      return fail("there is neither a comma nor a closing bracket behind a value");
    }
  }
  ++at_;
  return true;
}

bool JsonScanner::end() {
  static_cast<void>(peek());
  if (at_ == text_.size()) return true;
  return fail("something follows the end of the document");
}

bool JsonScanner::take_word(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) return fail("a value is malformed");
  at_ += word.size();
  return true;
}

bool JsonScanner::take_digits() {
  if (at_ >= text_.size() || !is_digit(text_[at_])) return fail("a number is malformed");
  while (at_ < text_.size() && is_digit(text_[at_]))
    ++at_;
  return true;
}

bool JsonScanner::take_number() {
  const auto at_one_of = [this](std::string_view characters) {
    return at_ < text_.size() && characters.find(text_[at_]) != characters.npos;
  };
  if (at_one_of("-")) ++at_;
  if (at_one_of("0"))
    ++at_;
  else if (!take_digits())
    return false;
  if (at_one_of("0123456789")) return fail("a number is malformed");
  if (at_one_of(".")) {
    ++at_;
    if (!take_digits()) return false;
  }
  if (!at_one_of("eE")) return true;
  ++at_;
  if (at_one_of("+-")) ++at_;
  return take_digits();
}

bool JsonScanner::string(std::string& decoded) {
  decoded.clear();
  return take_string(&decoded);
}

bool JsonScanner::take_string(std::string* decoded) {
  if (!take('"')) return false;
  for (;;) {
    const std::size_t run = end_of_run(text_, at_);
    if (decoded != nullptr) decoded->append(text_.substr(at_, run - at_));
    at_ = run;
    if (at_ == text_.size()) return fail("");
    const char c = text_[at_];
    if (c != '"' && c != '\\') return fail("text holds a control character");
    ++at_;
    if (c == '"') return true;
    if (!take_escape(decoded)) return false;
  }
}

bool JsonScanner::take_escape(std::string* decoded) {
  if (at_ == text_.size()) return fail("");
  const char c = text_[at_];
  if (c == 'u') return take_unicode(decoded);
  const char meant = unescaped(c);
  if (meant == 0) return fail("an escape in text is malformed");
  ++at_;
  if (decoded != nullptr) *decoded += meant;
  return true;
}

bool JsonScanner::take_hex(unsigned& unit) {
  unit = 0;
  for (int digits = 0; digits < 4; ++digits, ++at_) {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    const bool is_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!is_digit(c) && !is_letter) return fail("an escape in text is malformed");
    const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    unit = unit << 4U | static_cast<unsigned>(digit);
  }
  return true;
}

bool JsonScanner::take_unicode(std::string* decoded) {
  unsigned character = 0;
  ++at_;
  if (!take_hex(character)) return false;
  if (decoded == nullptr) return true;
  if (character >= 0xd800 && character < 0xdc00 && text_.substr(at_, 2) == "\\u") {
    unsigned second = 0;
    at_ += 2;
    if (!take_hex(second)) return false;
    if (second < 0xdc00 || second > 0xdfff) return fail("half of a surrogate pair is alone");
    character = 0x10000 + ((character - 0xd800) << 10U) + (second - 0xdc00);
  }
  if (character >= 0xd800 && character < 0xe000) return fail("half of a surrogate pair is alone");
  append_utf8(*decoded, character);
  return true;
}

bool JsonScanner::take_name() { return take_string(nullptr) && take(':'); }

bool JsonScanner::take_scalar() {
  switch (text_[at_]) {
  case '"':
    return take_string(nullptr);
  case 't':
    return take_word("true");
  case 'f':
    return take_word("false");
  case 'n':
    return take_word("null");
  default:
    if (text_[at_] == '-' || is_digit(text_[at_])) return take_number();
    return fail("there is no value where one is expected");
  }
}

// Takes the bracket that opens a container, up to its first value; `open` holds the brackets that
// are still to come, one for each level, so that depth costs no stack.
bool JsonScanner::enter(std::string& open) {
  const char closing = text_[at_] == '{' ? '}' : ']';
  ++at_;
  if (peek() == closing) {
    ++at_;
    return true;
  }
  open += closing;
  return closing == ']' || take_name();
}

// Takes what follows a value: closing brackets, or a comma up to the next value.
bool JsonScanner::go_on(std::string& open) {
  while (!open.empty()) {
    if (peek() == ',') {
      ++at_;
      return open.back() == ']' || take_name();
    }
    if (!take(open.back())) return false;
    open.pop_back();
  }
  return true;
}

bool JsonScanner::value(std::string_view& taken) {
  std::string open;
  static_cast<void>(peek());
  const std::size_t begin = at_;
  do {
    const char c = peek();
    if (c == '\0' && at_ == text_.size()) return fail("");
    const std::size_t depth = open.size();
    const bool is_container = c == '{' || c == '[';
    if (!(is_container ? enter(open) : take_scalar())) return false;
    if (open.size() > depth) continue;
    if (!go_on(open)) return false;
  } while (!open.empty());
  taken = text_.substr(begin, at_ - begin);
  return true;
}

std::string json_quoted(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (byte < 0x20)
      out += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 0xfU]};
    else
      out += c;
  }
  return out + "\"";
}

} // namespace syncbell
