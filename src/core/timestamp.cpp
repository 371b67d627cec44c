#include "core/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace syncbell {
namespace {

using namespace std::chrono;

// Takes what it reads off the front of a text; empty results mean "not what the format asks for".
class Scanner {
public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == characters.npos) return false;
    taken_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }

  char taken() const { return taken_; }
  bool at_end() const { return rest_.empty(); }
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

private:
  std::string_view rest_;
  char taken_ = 0;
};

std::optional<sys_days> scan_date(Scanner& in) {
  const auto y = in.digits(4);
  if (!y || !in.one_of("-")) return std::nullopt;
  const auto m = in.digits(2);
  if (!m || !in.one_of("-")) return std::nullopt;
  const auto d = in.digits(2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

std::optional<milliseconds> scan_fraction(Scanner& in) {
  if (!in.one_of(".")) return milliseconds::zero();
  if (!in.at_digit()) return std::nullopt;
  int value = 0;
  for (int place = 100; in.at_digit(); place /= 10)
    value += *in.digits(1) * place;
  return milliseconds{value};
}

std::optional<milliseconds> scan_time_of_day(Scanner& in) {
  const auto h = in.digits(2);
  if (!h || *h > 23 || !in.one_of(":")) return std::nullopt;
  const auto m = in.digits(2);
  if (!m || *m > 59 || !in.one_of(":")) return std::nullopt;
  const auto s = in.digits(2);
  if (!s || *s > 60) return std::nullopt; // 60: a leap second
  const auto fraction = scan_fraction(in);
  if (!fraction) return std::nullopt;
  return hours{*h} + minutes{*m} + seconds{*s} + *fraction;
}

std::optional<minutes> scan_offset(Scanner& in) {
  if (in.one_of("Zz")) return minutes::zero();
  if (!in.one_of("+-")) return std::nullopt;
  const int sign = in.taken() == '-' ? -1 : 1;
  const auto h = in.digits(2);
  if (!h || *h > 23 || !in.one_of(":")) return std::nullopt;
  const auto m = in.digits(2);
  if (!m || *m > 59) return std::nullopt;
  return sign * (hours{*h} + minutes{*m});
}

// Whether it can be written as RFC 3339, whose years have four digits; an offset may lead beyond.
bool can_be_written(WallTime time) {
  return time >= sys_days{year{0} / 1 / 1} && time < sys_days{year{10'000} / 1 / 1};
}

} // namespace

Result<WallTime> parse_timestamp(std::string_view text) {
  Scanner in(text);
  const auto date = scan_date(in);
  const bool separated = date && in.one_of("Tt ");
  const auto time_of_day = separated ? scan_time_of_day(in) : std::nullopt;
  const auto offset = time_of_day ? scan_offset(in) : std::nullopt;
  const bool is_read = offset && in.at_end();
  const WallTime time = is_read ? WallTime{*date + *time_of_day - *offset} : WallTime{};
  if (!is_read || !can_be_written(time)) {
    return Error{ErrorKind::usage, "'" + std::string(text) + "' is not an RFC 3339 time",
                 "write it as 2026-11-23T08:00:00Z or 2026-11-23T09:00:00+01:00"};
  }
  return time;
}

std::string format_timestamp(WallTime time) {
  const sys_days day = std::chrono::floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::array<char, 64> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                      int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
                      int(clock.hours().count()), int(clock.minutes().count()),
                      int(clock.seconds().count()), int(clock.subseconds().count()));
  return text.data();
}

} // namespace syncbell
