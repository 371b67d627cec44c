#pragma once

#include "core/signature.hpp"
#include "core/verification.hpp"

#include <string>
#include <utility>

// Requests as Propexo and strangers send them.
namespace syncbell::test {

inline const Secret webhook_secret("correct-horse-battery");

inline RawRequest unsigned_request(const std::string& body, const std::string& target = "/") {
  return {*parse_timestamp("2026-11-23T08:00:00Z"), "203.0.113.7", "POST", target, {}, body};
}

inline RawRequest signed_request(const std::string& body, const std::string& target = "/",
                                 const Secret& secret = webhook_secret) {
  RawRequest request = unsigned_request(body, target);
  request.headers = {{"Content-Type", "application/json"},
                     {"propexo-signature", sign(body, secret)}};
  return request;
}

inline VerifiedDelivery delivery_of(const std::string& body) {
  return std::get<VerifiedDelivery>(verify(signed_request(body), {webhook_secret}));
}

// A completion as Propexo sends it now.
inline std::string sync_body(const std::string& integration, const std::string& rest = "",
                             const std::string& event = "FIRST_SYNC_COMPLETE") {
  return R"({"trigger":")" + event + R"(","data":{"event":")" + event + R"(","integration_id":")" +
         integration + R"(","vendor":"YARDI","successful_job_count":5,"failed_job_count":0,)" +
         R"("is_sync_finished":true)" + rest + "}}";
}

} // namespace syncbell::test
