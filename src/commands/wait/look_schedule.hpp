#pragma once

#include "core/backoff.hpp"
#include "core/time.hpp"

namespace syncbell {

// What a look at the integrations is for: to remember their state before a COMMAND, to judge the
// state found at the start, or to poll. A trial reads none of them: it is for the token.
enum class Look { none, trial, baseline, state, poll };

// When the next look is due and what it is for; one at a time is under way. Pure.
class LookSchedule {
public:
  LookSchedule(Duration interval, Instant started);

  // Nothing can be missed any more: a look that begins from now on is one that counts.
  void arm() { armed_ = true; }
  bool has_counted() const { return has_counted_; } // such a look has ended

  void begin(Look look, Instant now);
  void begin_next(Instant now) { begin(has_counted_ ? Look::poll : Look::state, now); }
  Look under_way() const { return under_way_; }
  bool is_idle() const { return under_way_ == Look::none; }
  Instant began_at() const { return began_at_; }

  // The look under way ended, or was cut short and says nothing.
  void end();
  void cancel() { under_way_ = Look::none; }
  // It failed: the next one comes after a pause. `random` lies in [0, 1).
  void fail(Instant now, double random);

  // The next one is due at once, as the state may bear out what was heard; yet never twice within a
  // second.
  void hurry();
  void make_due(Instant now) { due_ = now; }
  // From now on this is the pause between two looks.
  void set_interval(Duration interval);
  Instant due() const { return due_; }

private:
  Duration interval_;
  Backoff backoff_;
  Look under_way_ = Look::none;
  bool armed_ = false;
  bool counts_ = false; // the one under way began after arming
  bool has_counted_ = false;
  bool is_hurried_ = false; // something was heard since it began
  Instant began_at_{};
  Instant due_;
};

} // namespace syncbell
