#pragma once

#include "commands/replay/selection.hpp"
#include "core/sparse_index.hpp"

namespace syncbell {

// What a first reading of everything found. Its memory does not grow with what was read.
struct Survey {
  Survey();
  std::uint64_t captures() const { return index.count(); }

  SparseIndex<CapturePlace> index; // of the captures to send
  std::uint64_t left_out = 0;
  std::uint64_t skipped = 0;
};

// Reads everything, so that nothing is sent before all of it is known to be good. Fails as the
// selection does, and (usage) on a payload, which has no signature of its own, where nobody said
// how it is to be signed.
Result<Survey> take_survey(Selection& selection, bool payloads_allowed);

} // namespace syncbell
