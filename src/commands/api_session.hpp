#pragma once

#include "api/propexo_api.hpp"
#include "cli/shared_options.hpp"
#include "environment.hpp"
#include "output/console.hpp"

#include <memory>

namespace syncbell {

// A connection to Propexo made from flags and environment. What it refers to is owned by it.
struct ApiSession {
  Url base;
  std::unique_ptr<HttpTransport> transport;
  std::unique_ptr<PropexoApi> api;
};

// Which Propexo is meant: --api-url, --environment, PROPEXO_API_URL, PROPEXO_ENVIRONMENT, else
// production. Fails (usage) on a malformed URL, an unknown environment, and http:// to anywhere but
// this machine, since the token would travel in clear.
Result<Url> find_api_url(const ApiOptions& options, Environment& environment, Console& console);

// Proxies from the environment, and the file of --cacert.
TransportOptions transport_options(const std::string& ca_file, Environment& environment);

// The transport for everything that leaves this machine: proxies from the environment, --cacert.
std::unique_ptr<HttpTransport> open_transport(const std::string& ca_file, Environment& environment);

Result<ApiSession> open_api_session(const ApiOptions& options, const Secret& token,
                                    const RetryPolicy& policy, Environment& environment,
                                    Console& console);

// The same for commands that cannot do without: finds the token, and fails (auth) without one.
Result<ApiSession> require_api_session(const ApiOptions& options, Environment& environment,
                                       Console& console);

Error missing_token();

} // namespace syncbell
