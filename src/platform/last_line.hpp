#pragma once

namespace syncbell {

// What a last line is that has no line end.
enum class LastLine {
  whole,     // it only lacks its line end
  unsaved,   // a part of what a writer did not bring to its end
  unfamiliar // of somebody else
};

} // namespace syncbell
