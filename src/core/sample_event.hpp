#pragma once

#include "core/event.hpp"

#include <string>
#include <utility>
#include <vector>

namespace syncbell {

// How Propexo wraps what a webhook says: {"trigger":…,"data":{…}} as in the API reference, or
// without the wrapping as in the webhook pages.
enum class SampleShape { envelope, flat };

using SampleFields = std::vector<std::pair<std::string, std::string>>;

// A made-up webhook: what reads as the event, and what stands beside it in the payload.
struct SampleEvent {
  TriggerKind kind = TriggerKind::sync_complete;
  Event event;
  std::vector<std::string> models_synced = {}; // of a sync
  std::vector<std::string> errors = {};        // of a failed write
  // Of a changed record: the job that found it, where it is, and its fields before and after.
  JobFailure job = {};
  std::string property_id = {};
  SampleFields before = {};
  SampleFields after = {};
};

// The sample of each kind, about that integration.
SampleEvent sample_event(TriggerKind kind, const IntegrationId& integration);

// The integration that samples are about when none is named.
IntegrationId sample_integration();

} // namespace syncbell
