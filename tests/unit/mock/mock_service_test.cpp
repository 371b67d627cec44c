#include "core/signature.hpp"
#include "mock/mock_service.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <condition_variable>

using namespace syncbell;
using namespace syncbell::mock;

namespace {

// A receiver of webhooks on a port of its own.
class Receiver {
public:
  Receiver() {
    auto opened = open_http_server({}, {}, [this](const RawRequest& request) {
      const std::lock_guard lock(mutex_);
      received_.push_back(request);
      changed_.notify_all();
      return ServerReply{};
    });
    REQUIRE(opened);
    server_ = *std::move(opened);
  }
  ~Receiver() { server_->drain(); }

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/hook";
  }
  RawRequest await() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !received_.empty(); });
    return received_.front();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<RawRequest> received_;
  std::unique_ptr<HttpServer> server_;
};

class Service {
public:
  explicit Service(const std::string& scenario) {
    auto opened = MockService::open(*parse_scenario(scenario, "s"), {}, {*transport, clock});
    REQUIRE(opened);
    service = *std::move(opened);
  }

  Result<HttpReply> ask(const std::string& method, const std::string& path,
                        const std::string& body = "") {
    HttpRequest request;
    request.method = method;
    request.url = "http://127.0.0.1:" + std::to_string(service->port()) + path;
    request.headers = {{"Authorization", "Bearer mock-token"},
                       {"Content-Type", "application/json"}};
    request.body = body;
    return transport->send(request, {});
  }

  std::unique_ptr<HttpTransport> transport = make_http_transport({});
  SystemClock clock;
  std::unique_ptr<MockService> service;
};

} // namespace

TEST_CASE("MockService: from the subscription to the signed webhook") {
  Receiver receiver;
  Service service(R"({"integrations":[{"id":"a","vendor":"X","manual_sync":{"takes":"10ms"}}]})");
  const auto created = service.ask("POST", "/v1/webhooks/",
                                   R"({"url":")" + receiver.url() +
                                       R"(","triggers":["FIRST_SYNC_COMPLETE"],"active":true})");
  REQUIRE(created);
  REQUIRE(created->status == 200);
  CHECK(find_header(created->headers, "x-ratelimit-remaining") == "149");
  const std::string secret = nlohmann::json::parse(created->body)["result"]["secret"];
  const auto started = service.ask("POST", "/v1/admin/integrations/a/manual-sync");
  REQUIRE(started);
  REQUIRE(started->status == 200);
  const RawRequest webhook = receiver.await();
  CHECK(webhook.method == "POST");
  CHECK(webhook.target == "/hook");
  CHECK(find_header(webhook.headers, "content-type") == "application/json");
  CHECK(signature_matches(webhook.body,
                          find_header(webhook.headers, "propexo-signature").value_or(""),
                          {Secret(secret)}));
  service.service->stop();
  service.service->stop();
}

TEST_CASE("MockService: a lost reply closes the connection") {
  Service service(R"({"api_faults":[{"path":"/v1/webhooks/","lost_reply":true}]})");
  const auto lost = service.ask("GET", "/v1/webhooks/");
  REQUIRE_FALSE(lost);
  CHECK(lost.error().kind == ErrorKind::network);
}

TEST_CASE("MockService: a port that is taken") {
  Service service("{}");
  const auto second = MockService::open({}, {"127.0.0.1", service.service->port()},
                                        {*service.transport, service.clock});
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::local);
}
