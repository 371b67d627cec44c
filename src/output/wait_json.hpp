#pragma once

#include "core/wait_board.hpp"
#include "output/public_access.hpp"

#include <optional>
#include <string>

namespace syncbell {

// The records of `wait --json`, one line of JSON each, without the newline.
std::string encode_ready(const std::string& url,
                         const std::optional<PublicAccess>& access = std::nullopt);
std::string encode_result(const Decision& decision, const std::string& left_behind = "");
std::string encode_progress(const std::optional<IntegrationId>& integration,
                            const std::string& message, const std::optional<JobCounts>& jobs);

} // namespace syncbell
