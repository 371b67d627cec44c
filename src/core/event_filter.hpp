#pragma once

#include "core/event.hpp"

#include <set>
#include <string>

namespace syncbell {

// Which deliveries are wanted. An empty set wants everything; names are compared as they are sent.
struct EventFilter {
  std::set<std::string> names;
  std::set<IntegrationId> integrations;

  // A sync body without a name passes as SYNC_COMPLETE. An event that names no integration passes
  // only where none is asked for.
  bool admits(const Event& event) const;
};

} // namespace syncbell
