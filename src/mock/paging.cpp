#include "mock/paging.hpp"

#include "core/contract.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdint>
#include <limits>

namespace syncbell::mock {
namespace {

using Json = nlohmann::ordered_json;

struct Range {
  int least;
  int most;
};

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

std::optional<std::size_t> read_number(const Query& query, const char* name, Range range,
                                       Issues& issues) {
  const auto text = query.find(name);
  if (!text || text->empty()) return std::nullopt;
  const auto number = whole_number(*text);
  if (!number) {
    issues.push_back(wrong_type({name}, "number", *text));
  } else if (*number < range.least) {
    issues.push_back(number_too_small({name}, range.least));
  } else if (*number > range.most) {
    issues.push_back(number_too_big({name}, range.most));
  } else {
    return static_cast<std::size_t>(*number);
  }
  return std::nullopt;
}

} // namespace

Page read_page(const Query& query, Issues& issues) {
  Page page;
  const Range limits{0, contract::page_limit};
  page.limit = read_number(query, "limit", limits, issues).value_or(contract::default_page_limit);
  const Range offsets{0, std::numeric_limits<int>::max()};
  page.offset = read_number(query, "offset", offsets, issues).value_or(0);
  const std::string order = query.find("order-by").value_or("created_at:desc");
  page.newest_first = order == "created_at:desc";
  if (order != "created_at:desc" && order != "created_at:asc" && order != "created_at") {
    issues.push_back(custom_issue({"order-by"}, "Results can be ordered by created_at"));
  }
  return page;
}

std::optional<bool> read_flag(const Query& query, std::string_view name, Issues& issues) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  if (*text != "true" && *text != "false") {
    issues.push_back(wrong_type(Json::array({name}), "boolean", *text));
  }
  return *text == "true";
}

} // namespace syncbell::mock
