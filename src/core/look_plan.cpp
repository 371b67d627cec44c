#include "core/look_plan.hpp"

#include "core/contract.hpp"

namespace syncbell {

bool reads_whole_list(std::size_t targets, std::size_t in_account) {
  // One by one says more (whether a sync is running), so a few are always read that way.
  constexpr std::size_t few = 3;
  constexpr std::size_t page = contract::page_limit;
  const std::size_t pages = in_account == 0 ? 1 : (in_account + page - 1) / page;
  return targets > few && targets > pages;
}

} // namespace syncbell
