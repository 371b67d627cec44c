#pragma once

#include "core/http_message.hpp"
#include "mock/api_reply.hpp"
#include "mock/query.hpp"
#include "mock/world.hpp"

#include <string>
#include <vector>

// What the API does at each of its paths, once a request has been let in.
namespace syncbell::mock {

struct ApiCall {
  const RawRequest& request;
  Query query;
  std::vector<std::string> ids; // what stands in the path where it is variable
  World& world;
  WallTime now;
};

// Finds what answers the method and path, trailing slash included, and lets it answer; 404 where
// nothing does.
MockReply route(const RawRequest& request, World& world, WallTime now);

MockReply list_integrations(const ApiCall& call);
MockReply get_integration(const ApiCall& call);
MockReply start_manual_sync(const ApiCall& call);
MockReply start_back_sync(const ApiCall& call);
MockReply list_schedules(const ApiCall& call);
MockReply get_schedule(const ApiCall& call);
MockReply list_job_logs(const ApiCall& call);

MockReply list_webhooks(const ApiCall& call);
MockReply create_webhook(const ApiCall& call);
MockReply get_webhook(const ApiCall& call);
MockReply update_webhook(const ApiCall& call);
MockReply delete_webhook(const ApiCall& call);

} // namespace syncbell::mock
