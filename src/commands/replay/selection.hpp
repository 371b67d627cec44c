#pragma once

#include "commands/captures.hpp"
#include "core/event_filter.hpp"
#include "core/payload_edit.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace syncbell {

struct SelectionRules {
  EventFilter filter = {};
  std::vector<PayloadEdit> edits = {};
  bool skip_bad = false;
};

// The captures that a replay sends, edited, out of all that are read. Read again from the same
// place it gives the same ones.
class Selection {
public:
  Selection(CaptureReader& reader, SelectionRules rules)
      : reader_(reader), rules_(std::move(rules)) {}

  // The next one, nothing at the end. Fails as CaptureReader does, and (usage) on a capture that
  // cannot be edited or sent, with its origin. With skip_bad those are passed over instead, but not
  // a file that cannot be opened.
  Result<std::optional<Capture>> next();

  CapturePlace place() const { return reader_.place(); }
  Result<void> seek(const CapturePlace& place) { return reader_.seek(place); }

  // What was passed over so far.
  std::uint64_t left_out() const { return left_out_; } // by the filter
  std::uint64_t skipped() const { return skipped_; }
  // Told each time something bad is passed over.
  std::function<void(const Error&)> on_skipped = nullptr;
  // Told how many captures, wanted or not, have been read.
  std::function<void(std::uint64_t)> on_read = nullptr;

private:
  Result<void> make_sendable(Capture& capture) const;

  CaptureReader& reader_;
  SelectionRules rules_;
  std::uint64_t read_ = 0;
  std::uint64_t left_out_ = 0;
  std::uint64_t skipped_ = 0;
};

} // namespace syncbell
