#pragma once

#include "cli/shared_options.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "environment.hpp"
#include "output/console.hpp"

#include <optional>
#include <vector>

namespace syncbell {

// The API token from --token-file, else PROPEXO_API_TOKEN; nothing where neither is given. Fails
// (auth) where the variable is set but empty, (usage) where a file cannot be read, can be read by
// others (core/file_access.hpp), is empty or holds what no token can. The console is told, with
// --verbose, where it came from.
Result<std::optional<Secret>> find_token(const ApiOptions& options, Environment& environment,
                                         Console& console);

// The signing secrets from every --secret-file, else PROPEXO_WEBHOOK_SECRET; empty where neither is
// given. Fails (usage) as above: an unreadable or empty secret is never "no secret".
Result<std::vector<Secret>> find_secrets(const SecretOptions& options, Environment& environment,
                                         Console& console);

} // namespace syncbell
