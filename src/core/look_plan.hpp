#pragma once

#include <cstddef>

namespace syncbell {

// Whether to read the states of `targets` integrations through the list of all of them, which costs
// a request a page, rather than one by one. `in_account` is how many the list held when it was last
// read; 0 before that.
bool reads_whole_list(std::size_t targets, std::size_t in_account);

} // namespace syncbell
