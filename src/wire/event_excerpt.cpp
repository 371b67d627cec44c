#include "wire/event_excerpt.hpp"

#include "core/byte_order_mark.hpp"
#include "wire/json_scanner.hpp"
#include "wire/text_place.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace syncbell {
namespace {

// An event is in the body itself or in its "data", and "meta" may stand in either.
constexpr int deepest_entered = 2;

// Of an ID or a name. What is longer is left out as a member of a wrong type is.
constexpr std::size_t longest_value = 4096;

bool matters(std::string_view name) {
  static constexpr std::array<std::string_view, 18> names{"event",
                                                          "trigger",
                                                          "data",
                                                          "meta",
                                                          "diff",
                                                          "integration_id",
                                                          "vendor",
                                                          "object",
                                                          "record_id",
                                                          "job_schedule_id",
                                                          "job_id",
                                                          "root_job_id",
                                                          "job_type",
                                                          "write_status",
                                                          "successful_job_count",
                                                          "failed_job_count",
                                                          "is_backsync",
                                                          "is_sync_finished"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Excerpt {
public:
  explicit Excerpt(std::string_view body) : body_(without_byte_order_mark(body)), scanner_(body_) {}

  Result<std::string> take() {
    const bool is_object = scanner_.peek() == '{';
    const bool is_taken = is_object ? take_object(0) : pass_over();
    if (!is_taken || !scanner_.end()) return malformed();
    if (!is_object) return Error{ErrorKind::api, "the body is not a JSON object"};
    return std::move(excerpt_);
  }

private:
  bool pass_over() {
    std::string_view value;
    return scanner_.value(value);
  }

  bool take_object(int depth) {
    excerpt_ += '{';
    bool is_first = true;
    const bool is_taken = scanner_.members([&](std::string_view name) {
      if (!matters(name)) return pass_over();
      if (!std::exchange(is_first, false)) excerpt_ += ',';
      excerpt_ += json_quoted(name) + ":";
      const bool is_entered = depth < deepest_entered && (name == "data" || name == "meta");
      return take_value(is_entered, depth);
    });
    excerpt_ += '}';
    return is_taken;
  }

  bool take_value(bool is_entered, int depth) {
    const char first = scanner_.peek();
    if (first == '{' && is_entered) return take_object(depth + 1);
    std::string_view value;
    if (!scanner_.value(value)) return false;
    const bool is_left_out = value.size() > longest_value;
    excerpt_ += first == '{' ? "{}" : first == '[' ? "[]" : is_left_out ? R"("")" : value;
    return true;
  }

  Error malformed() const {
    const std::size_t line = line_at(body_, scanner_.offset());
    return {ErrorKind::api, "the body is no JSON: line " + std::to_string(line) + ": " +
                                std::string(scanner_.problem())};
  }

  std::string_view body_;
  JsonScanner scanner_;
  std::string excerpt_;
};

} // namespace

Result<std::string> event_excerpt(std::string_view body) { return Excerpt(body).take(); }

} // namespace syncbell
