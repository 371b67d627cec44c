#pragma once

#include <string>
#include <vector>

namespace syncbell {

// Names of models in Propexo's published API, for whoever types one. Others are never an error.

// What a sync can be limited to: `models_to_sync` of POST /v1/admin/integrations/{id}/manual-sync
// and of back-sync.
std::vector<std::string> sync_model_names();

// What a webhook can be limited to: `model` of POST /v1/webhooks/.
std::vector<std::string> webhook_model_names();

} // namespace syncbell
