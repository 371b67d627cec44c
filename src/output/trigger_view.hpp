#pragma once

#include "core/trigger_kind.hpp"
#include "output/style.hpp"

#include <cstddef>
#include <string>

namespace syncbell {

// A sample that was sent, and what was answered.
struct SentSample {
  TriggerKind kind = TriggerKind::sync_complete;
  std::string url;
  std::size_t bytes = 0;
  bool is_signed = false;
  int status = 0;

  bool is_accepted() const { return status >= 200 && status < 300; }
};

// What `trigger` writes: "SYNC_COMPLETE to http://localhost:3000/hook: answered 200".
std::string sent_text(const SentSample& sent, const Style& style);
std::string encode_sent(const SentSample& sent);
// The beginning of what a service answered that refused, on one line.
std::string excerpt(const std::string& reply);

} // namespace syncbell
