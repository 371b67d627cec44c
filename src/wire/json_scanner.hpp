#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace syncbell {

// Reads JSON text (RFC 8259) from its beginning to its end and builds nothing: for what must know
// where a value stands, or leave it as it is written, numbers of any size included. Bytes beyond
// ASCII are taken as they are. Never throws, whatever the text, which must outlive it.
//
// Each function that takes a value skips the white space before it and returns false where there is
// another value or a malformed one; then problem() and offset() say what and where.
class JsonScanner {
public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  // The character with which the next value begins: one of {["-tfn or a digit; 0 at the end.
  char peek();

  // Any value, with all that is in it: the text of it.
  bool value(std::string_view& taken);
  // A string, decoded. Half of a surrogate pair is malformed: it stands for no text.
  bool string(std::string& decoded);
  // Calls `visit` with the name of each member of an object. It takes the value and returns whether
  // to go on.
  template <class Visit>
  bool members(Visit visit);
  // Calls `visit` for each item of an array. It takes the value and returns whether to go on.
  template <class Visit>
  bool items(Visit visit);
  // Whether nothing follows.
  bool end();

  // Bytes taken so far.
  std::size_t offset() const { return at_; }
  // What is wrong: "a number is malformed". Empty while nothing is.
  std::string_view problem() const { return problem_; }

private:
  bool fail(std::string_view problem);
  bool take(char wanted);
  bool take_word(std::string_view word);
  bool take_digits();
  bool take_number();
  bool take_string(std::string* decoded);
  bool take_escape(std::string* decoded);
  bool take_unicode(std::string* decoded);
  bool take_hex(unsigned& unit);
  bool take_name();
  bool take_scalar();
  bool enter(std::string& open);
  bool go_on(std::string& open);

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view problem_ = {};
};

template <class Visit>
bool JsonScanner::members(Visit visit) {
  if (!take('{')) return false;
  if (peek() == '}') return take('}');
  std::string name;
  do {
    if (!string(name) || !take(':') || !visit(std::string_view(name))) return false;
  } while (peek() == ',' && take(','));
  return take('}');
}

template <class Visit>
bool JsonScanner::items(Visit visit) {
  if (!take('[')) return false;
  if (peek() == ']') return take(']');
  do {
    if (!visit()) return false;
  } while (peek() == ',' && take(','));
  return take(']');
}

// The text as it stands in JSON, with its quotes. It must be UTF-8.
std::string json_quoted(std::string_view text);

} // namespace syncbell
