#include "api/propexo_api.hpp"

#include "core/contract.hpp"
#include "core/percent_encoding.hpp"
#include "wire/resources_json.hpp"
#include "wire/sync_request_json.hpp"
#include "wire/webhook_request_json.hpp"

#include <functional>
#include <set>

namespace syncbell {
namespace {

// A log or list longer than this many pages is not followed to its end: something is wrong with it.
constexpr int most_pages = 400;

std::string integration_path(const IntegrationId& id, const std::string& rest) {
  return contract::integrations_path + percent_encode(id.text()) + rest;
}

std::string page_query(int page) {
  return "limit=" + std::to_string(contract::page_limit) +
         "&offset=" + std::to_string(page * contract::page_limit);
}

std::string webhook_path(const SubscriptionId& id) {
  return contract::webhooks_path + percent_encode(id.text());
}

Error with_call(const std::string& call, Error error) {
  error.message = call + ": " + error.message;
  return error;
}

// Reads page after page and hands each to `take`, until there are no more or it returns false.
template <class T>
Result<void> for_each_page(ApiRequester& requester, const std::string& list,
                           Result<Page<T>> (*decode)(std::string_view),
                           const std::function<bool(const std::vector<T>&)>& take,
                           std::stop_token stop) {
  const std::string glue = list.find('?') == list.npos ? "?" : "&";
  for (int number = 0; number < most_pages; ++number) {
    const Result<std::string> body = requester.get(list + glue + page_query(number), stop);
    if (!body) return body.error();
    const Result<Page<T>> page = decode(*body);
    if (!page) return with_call("GET " + list.substr(0, list.find('?')), page.error());
    if (!take(page->items) || !page->has_more || page->items.empty()) return {};
  }
  return Error{ErrorKind::api, "GET " + list + ": the list does not end"};
}

template <class T>
Result<std::vector<T>> whole_list(ApiRequester& requester, const std::string& list,
                                  Result<Page<T>> (*decode)(std::string_view),
                                  std::stop_token stop) {
  std::vector<T> all;
  const Result<void> read = for_each_page<T>(
      requester, list, decode,
      [&all](const std::vector<T>& page) {
        all.insert(all.end(), page.begin(), page.end());
        return true;
      },
      stop);
  if (!read) return read.error();
  return all;
}

// That there is such a list. A 404 says that there is no such thing only where the API is where we
// take it to be: then there is the list in which the thing is not.
Result<void> find_list(ApiRequester& requester, const std::string& list, std::stop_token stop) {
  const Result<std::string> listed = requester.get(list + "?limit=1", stop);
  return listed ? Result<void>() : listed.error();
}

} // namespace

Result<void> PropexoApi::try_token(std::stop_token stop) {
  return find_list(requester_, contract::integrations_path, stop);
}

Result<std::vector<Integration>> PropexoApi::integrations(std::stop_token stop) {
  return whole_list<Integration>(requester_, contract::integrations_path, decode_integrations,
                                 stop);
}

Result<std::optional<Integration>> PropexoApi::integration(const IntegrationId& id,
                                                           std::stop_token stop) {
  const std::string path = integration_path(id, "/");
  const Result<std::string> body = requester_.get(path, stop);
  // Documented is a 200 with null; a 404 means the same.
  if (!body && body.error().http_status == 404) {
    const auto list = find_list(requester_, contract::integrations_path, stop);
    if (!list) return list.error();
    return std::optional<Integration>();
  }
  if (!body) return body.error();
  Result<std::optional<Integration>> decoded = decode_integration(*body);
  if (!decoded) return with_call("GET " + path, decoded.error());
  return decoded;
}

Result<std::vector<Schedule>> PropexoApi::schedules(const IntegrationId& id, std::stop_token stop) {
  return whole_list<Schedule>(requester_, integration_path(id, "/job-schedules/"), decode_schedules,
                              stop);
}

Result<JobCounts> PropexoApi::job_counts(const IntegrationId& id, const JobWindow& window,
                                         std::stop_token stop) {
  JobTally tally(window);
  const std::string list = std::string(contract::job_logs_path) +
                           "?integration_id=" + percent_encode(id.text()) +
                           "&order-by=created_at:desc";
  const Result<void> read = for_each_page<JobLog>(
      requester_, list, decode_job_logs,
      [&tally](const std::vector<JobLog>& page) { return tally.add(page); }, stop);
  if (!read) return read.error();
  return tally.counts();
}

Result<std::vector<WebhookSubscription>> PropexoApi::webhooks(std::stop_token stop) {
  std::vector<WebhookSubscription> all;
  std::set<SubscriptionId> seen;
  for (const char* active : {"?active=true", "?active=false"}) {
    Result<std::vector<WebhookSubscription>> some = whole_list<WebhookSubscription>(
        requester_, std::string(contract::webhooks_path) + active, decode_webhooks, stop);
    if (!some) return some;
    for (WebhookSubscription& webhook : *some) {
      // One created or switched meanwhile shifts the pages, and shows another a second time.
      if (seen.insert(webhook.id).second) all.push_back(std::move(webhook));
    }
  }
  return all;
}

Result<std::optional<WebhookSubscription>> PropexoApi::webhook(const SubscriptionId& id,
                                                               std::stop_token stop) {
  const std::string path = webhook_path(id);
  const Result<std::string> body = requester_.get(path, stop);
  if (!body && body.error().http_status == 404) {
    const auto list = find_list(requester_, contract::webhooks_path, stop);
    if (!list) return list.error();
    return std::optional<WebhookSubscription>();
  }
  if (!body) return body.error();
  Result<std::optional<WebhookSubscription>> decoded = decode_webhook(*body);
  if (!decoded) return with_call("GET " + path, decoded.error());
  return decoded;
}

Result<CreatedWebhook> PropexoApi::create_webhook(const NewSubscription& webhook,
                                                  std::stop_token stop) {
  Backoff backoff = requester_.backoff();
  const std::string request = encode_new_webhook(webhook);
  const CreationSteps steps{[&]() -> Result<WebhookSubscription> {
                              const Result<std::string> body =
                                  requester_.try_post(contract::webhooks_path, request, stop);
                              if (!body) return body.error();
                              Result<WebhookSubscription> created = decode_written_webhook(*body);
                              if (!created)
                                return with_call(std::string("POST ") + contract::webhooks_path,
                                                 created.error());
                              return created;
                            },
                            [&] { return webhooks(stop); },
                            [&](const SubscriptionId& id) { return remove_webhook(id, stop); },
                            [&] { return requester_.pause(backoff, stop); }};
  const auto run = find_header(webhook.headers, contract::run_header);
  return create_exactly_once(steps, std::string(run.value_or("")));
}

Result<WebhookSubscription> PropexoApi::update_webhook(const SubscriptionId& id,
                                                       const SubscriptionChange& change,
                                                       std::stop_token stop) {
  const std::string path = webhook_path(id);
  const Result<std::string> body = requester_.put(path, encode_webhook_change(change), stop);
  if (!body) return body.error();
  Result<WebhookSubscription> updated = decode_written_webhook(*body);
  if (!updated) return with_call("PUT " + path, updated.error());
  return updated;
}

Result<bool> PropexoApi::remove_webhook(const SubscriptionId& id, std::stop_token stop) {
  Result<bool> removed = requester_.del(webhook_path(id), stop);
  if (!removed || *removed) return removed;
  const auto list = find_list(requester_, contract::webhooks_path, stop);
  if (!list) return list.error();
  return false;
}

Result<void> PropexoApi::start_sync(const IntegrationId& id, const SyncRequest& request,
                                    std::stop_token stop) {
  const std::string path = integration_path(id, request.back_sync ? "/back-sync" : "/manual-sync");
  const std::string models = encode_sync_request(request.models);
  const Result<std::string> body = request.back_sync ? requester_.post_once(path, models, stop)
                                                     : requester_.post(path, models, stop);
  if (!body && body.error().http_status == 404) {
    const auto list = find_list(requester_, contract::integrations_path, stop);
    if (!list) return list.error();
    return Error{ErrorKind::not_found, "there is no integration " + id.text(),
                 "syncbell integrations lists those of this account and environment"};
  }
  if (!body) return body.error();
  if (is_success(*body)) return {};
  return Error{ErrorKind::api, "POST " + path + ": Propexo did not start the sync",
               "look at the integration's state: syncbell integrations " + id.text()};
}

} // namespace syncbell
