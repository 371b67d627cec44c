#pragma once

#include <cstdint>
#include <limits>

namespace CLI {
class Validator;
}

// Checks of what is given to a flag, which say in the words of the flag's error what is wrong.
namespace syncbell {

// Refuses an empty value: usually a variable of a script that is not set, never "without the flag".
CLI::Validator not_empty();

// Refuses what is not a whole number in the range, both ends included; without an upper end, any
// that can be counted to.
CLI::Validator between(std::int64_t least,
                       std::int64_t most = std::numeric_limits<std::int64_t>::max());
// Refuses "-", where a file is meant that is there afterwards.
CLI::Validator no_stream();
// Refuses a duration of nothing.
CLI::Validator not_zero();

} // namespace syncbell
