#include "core/suggestion.hpp"

#include <algorithm>
#include <numeric>

namespace syncbell {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Damerau–Levenshtein distance with adjacent transpositions ("wiat" is one step from "wait").
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                           folded(a[i - 2]) == folded(b[j - 1]);
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

// The candidate that begins as was typed, where that is more than a letter or two.
std::optional<std::string> begun_word(std::string_view typed,
                                      const std::vector<std::string_view>& candidates) {
  constexpr std::size_t least = 3;
  const auto begins_so = [typed](std::string_view candidate) {
    return candidate.size() > typed.size() &&
           std::equal(typed.begin(), typed.end(), candidate.begin(),
                      [](char a, char b) { return folded(a) == folded(b); });
  };
  const auto found = std::find_if(candidates.begin(), candidates.end(), begins_so);
  if (typed.size() < least || found == candidates.end()) return std::nullopt;
  return std::string(*found);
}

} // namespace

std::optional<std::string> nearest(std::string_view typed,
                                   const std::vector<std::string_view>& candidates) {
  // One slip in three letters is still the same word; more is another.
  const std::size_t tolerated = std::max<std::size_t>(1, typed.size() / 3);
  std::optional<std::string> best;
  std::size_t best_distance = tolerated + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t steps = distance(typed, candidate);
    if (steps < best_distance) {
      best_distance = steps;
      best = std::string(candidate);
    }
  }
  return best ? best : begun_word(typed, candidates);
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& candidates) {
  const std::optional<std::string> guess = nearest(typed, candidates);
  return guess ? "; did you mean '" + *guess + "'?" : "";
}

} // namespace syncbell
