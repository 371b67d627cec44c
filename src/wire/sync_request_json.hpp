#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// The body of manual-sync and back-sync: {"models_to_sync":[…]}, or {} for all models.
std::string encode_sync_request(const std::vector<std::string>& models);

// Whether the reply is {"result":{"success":true}}.
bool is_success(std::string_view reply);

} // namespace syncbell
