#pragma once

#include "core/error.hpp"
#include "core/removal.hpp"
#include "output/view_settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace syncbell {

enum class RemovalResult {
  removed,
  changed, // lost an integration, or our headers
  kept,    // changed by others since it was chosen, so that it is none to remove
  gone,    // was not there
  failed,
  would_remove,
  would_change
};

// The word in JSON: "removed", "would_remove", …
const char* name_of(RemovalResult result);

// What became of one webhook that was to go.
struct RemovalRow {
  WebhookSubscription webhook; // of one that was gone, or could not be read, the id alone
  RemovalResult result = RemovalResult::removed;
  std::vector<IntegrationId> left = {}; // what it is still for
  std::optional<Error> error = {};      // why it failed
};

// An array of {"id","result","url","events","integrations","error"}.
std::string encode_removals(const std::vector<RemovalRow>& rows);
std::string removals_text(const std::vector<RemovalRow>& rows, const ViewSettings& settings);

} // namespace syncbell
