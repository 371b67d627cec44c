#pragma once

#include <chrono>
#include <cstddef>
#include <string>

// What is agreed with the outside: Propexo's header names, paths and limits (docs.propexo.com, API
// reference of February 2026), the environment variables we read, and the limits we promise.
namespace syncbell::contract {

// Propexo's webhooks
inline constexpr const char* signature_header = "propexo-signature";

// Headers of ours that a webhook carries, since Propexo keeps nothing else for us: the integrations
// it is for ("id,id"), when it may be removed (RFC 3339), and the run that made it
// ("subscribe-<16 hex>"). They travel with every delivery.
inline constexpr const char* integrations_header = "x-syncbell-integrations";
inline constexpr const char* expires_header = "x-syncbell-expires";
inline constexpr const char* run_header = "x-syncbell-run";

// Propexo's API. Paths keep or drop the trailing slash exactly as documented.
inline constexpr const char* production_url = "https://api.propexo.com";
inline constexpr const char* sandbox_url = "https://api.sandbox.propexo.com";
inline constexpr const char* integrations_path = "/v1/admin/integrations/";
inline constexpr const char* job_logs_path = "/v1/admin/logs/jobs/";
inline constexpr const char* webhooks_path = "/v1/webhooks/";
// Characters of a webhook's secret.
inline constexpr std::size_t shortest_secret = 10;
inline constexpr int page_limit = 250;
inline constexpr int default_page_limit = 100;

// 150 requests a minute unless the reply says otherwise; from 80 % each reply waits two seconds.
inline constexpr const char* rate_limit_header = "x-ratelimit-limit";
inline constexpr const char* rate_remaining_header = "x-ratelimit-remaining";
inline constexpr int default_rate_limit = 150;

// Our environment
inline constexpr const char* token_variable = "PROPEXO_API_TOKEN";
inline constexpr const char* secret_variable = "PROPEXO_WEBHOOK_SECRET";
inline constexpr const char* api_url_variable = "PROPEXO_API_URL";
inline constexpr const char* environment_variable = "PROPEXO_ENVIRONMENT";
inline constexpr const char* config_variable = "SYNCBELL_CONFIG";
inline constexpr const char* profile_variable = "SYNCBELL_PROFILE";

// Our limits
inline constexpr std::size_t max_body_bytes = std::size_t{5} << 20;
inline constexpr std::size_t max_reply_bytes = std::size_t{32} << 20;
// One record or payload in a capture file: a body of 5 MiB is at most 30 MiB as JSON text.
inline constexpr std::size_t max_document_bytes = std::size_t{64} << 20;
// The value of the integrations header, some 26 bytes for each. Deliveries carry it, and whoever
// refuses a head for its size is asked again until Propexo's retries run out: nginx beyond 8 KiB,
// Node beyond 16 KiB, our own listener beyond 64 KiB; a proxy adds headers of its own.
inline constexpr std::size_t advised_integrations_bytes = std::size_t{7} << 10;
inline constexpr std::size_t max_integrations_bytes = std::size_t{32} << 10;
// A secret, the configuration, a scenario: what is read as a whole. A device or a pipe may never
// end, and would be read until the machine has no memory left.
inline constexpr std::size_t max_file_bytes = std::size_t{64} << 20;
inline constexpr std::chrono::seconds connect_timeout{10};
inline constexpr std::chrono::seconds reply_timeout{60};
inline constexpr int default_port = 4480;

} // namespace syncbell::contract
