#pragma once

#include "cli/shared_options.hpp"
#include "core/completion.hpp"
#include "environment.hpp"

#include <vector>

namespace syncbell {

enum class LiveValues { integrations, webhooks };

// The IDs of the account as candidates, with names, where a token is set. They are kept for a
// minute; where they are not at hand, a process of its own asks the API, for which this waits 200
// ms: should that not be enough, the next attempt finds them. Whatever fails, there are none.
std::vector<Candidate> find_live_values(LiveValues which, const ApiOptions& options,
                                        Environment& environment);

} // namespace syncbell
