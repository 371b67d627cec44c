#pragma once

#include "mock/issues.hpp"
#include "mock/query.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace syncbell::mock {

// Which part of a list is asked for. Lists are ordered by created_at.
struct Page {
  std::size_t limit = 100;
  std::size_t offset = 0;
  bool newest_first = true;
};

// Reads limit (0 to 250), offset and order-by; notes an issue for each that is wrong.
Page read_page(const Query& query, Issues& issues);

// A parameter that is true or false; nothing where it is absent, an issue where it is neither.
std::optional<bool> read_flag(const Query& query, std::string_view name, Issues& issues);

// The items of the page. They come oldest first where they are equally old.
template <class T>
std::vector<const T*> page_of(std::vector<const T*> items, const Page& page) {
  std::stable_sort(items.begin(), items.end(),
                   [](const T* a, const T* b) { return a->created_at < b->created_at; });
  if (page.newest_first) std::reverse(items.begin(), items.end());
  const std::size_t first = std::min(page.offset, items.size());
  const std::size_t count = std::min(page.limit, items.size() - first);
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

} // namespace syncbell::mock
