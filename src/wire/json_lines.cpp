#include "wire/json_reader.hpp"

#include <nlohmann/json.hpp>

#include <iterator>

namespace syncbell {
namespace {

using nlohmann::json;

// The lines that end before the character taken last. The parser takes one character more than a
// number has: were a line counted when its end is taken, a number would stand one line too low.
struct LineCount {
  std::size_t lines = 0;
  bool at_end_of_line = false;
};

// Counts the lines that the parser has taken from the text; copies share one count.
class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, LineCount* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (count_->at_end_of_line) ++count_->lines;
    count_->at_end_of_line = *at_ == '\n';
    ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
  const char* at_;
  LineCount* count_;
};

// Follows the path of the value being parsed. Where a key is repeated the last one counts, as in
// what json::parse gives, so only the search for the document itself may stop (return false) early.
class PlaceFinder {
public:
  PlaceFinder(json::json_pointer wanted, const LineCount& count)
      : wanted_(std::move(wanted)), count_(count) {}

  std::size_t found() const { return found_; }

  bool null() { return value(); }
  bool boolean(bool) { return value(); }
  bool number_integer(json::number_integer_t) { return value(); }
  bool number_unsigned(json::number_unsigned_t) { return value(); }
  bool number_float(json::number_float_t, const std::string&) { return value(); }
  bool string(std::string&) { return value(); }
  bool binary(json::binary_t&) { return value(); }
  bool start_object(std::size_t) { return open(false); }
  bool start_array(std::size_t) { return open(true); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

  // The line of a member is that of its key.
  bool key(std::string& name) {
    path_ /= name;
    look();
    return true;
  }

private:
  struct Level {
    bool is_array;
    std::size_t next;
  };

  void look() {
    if (path_ == wanted_) found_ = count_.lines + 1;
  }
  // A member was looked at when its key came.
  bool enter() {
    const bool is_item = !levels_.empty() && levels_.back().is_array;
    if (is_item) path_ /= levels_.back().next++;
    if (is_item || levels_.empty()) look();
    return !wanted_.empty();
  }
  void leave() {
    if (!levels_.empty()) path_.pop_back();
  }
  bool value() {
    const bool go_on = enter();
    leave();
    return go_on;
  }
  bool open(bool is_array) {
    const bool go_on = enter();
    levels_.push_back({is_array, 0});
    return go_on;
  }
  bool close() {
    levels_.pop_back();
    leave();
    return true;
  }

  json::json_pointer wanted_;
  const LineCount& count_;
  json::json_pointer path_;
  std::vector<Level> levels_;
  std::size_t found_ = 0;
};

} // namespace

std::size_t line_of(std::string_view text, std::string_view pointer) {
  try {
    LineCount count;
    PlaceFinder finder(json::json_pointer(std::string(pointer)), count);
    json::sax_parse(CountingIterator(text.data(), &count),
                    CountingIterator(text.data() + text.size(), &count), &finder);
    return finder.found();
  } catch (const json::exception&) {
    return 0;
  }
}

} // namespace syncbell
