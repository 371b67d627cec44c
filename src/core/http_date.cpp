#include "core/http_date.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};

} // namespace

// Every part has its fixed place; put in order they are a timestamp, which is read already.
std::optional<WallTime> parse_http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", ") return std::nullopt;
  const auto name = std::find(months.begin(), months.end(), text.substr(8, 3));
  if (name == months.end() || !text.ends_with(" GMT")) return std::nullopt;
  const auto number = name - months.begin() + 1;
  const std::string month = (number < 10 ? "-0" : "-") + std::to_string(number) + "-";
  const std::string date = std::string(text.substr(12, 4)) + month + std::string(text.substr(5, 2));
  const auto time = parse_timestamp(date + "T" + std::string(text.substr(17, 8)) + "Z");
  return time ? std::optional(*time) : std::nullopt;
}

std::string format_http_date(WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const unsigned month = unsigned{std::chrono::year_month_day(day).month()};
  const std::string stamp = format_timestamp(time); // 2026-10-21T07:28:00.000Z
  std::string text(day_names.at(std::chrono::weekday(day).c_encoding()));
  text += ", " + stamp.substr(8, 2) + " ";
  text += months.at(month - 1);
  return text + " " + stamp.substr(0, 4) + " " + stamp.substr(11, 8) + " GMT";
}

} // namespace syncbell
