#include "commands/webhook_endpoint.hpp"
#include "platform/files.hpp"
#include "support/raw_requests.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const Secret rotated("staple-of-another-month");

struct Endpoint {
  ServerReply operator()(const RawRequest& request) {
    return make_endpoint(rules, {[this](const VerifiedDelivery& delivery, const Event& event) {
                                   delivered.push_back(delivery.request().body);
                                   names.push_back(event_name(event));
                                   return ServerReply{202, "taken\n"};
                                 },
                                 [this](const RawRequest&, const Rejection& rejection) {
                                   rejected.push_back(rejection.status);
                                 }})(request);
  }

  EndpointRules rules{"/hook", {webhook_secret}, false};
  std::vector<std::string> delivered;
  std::vector<std::string> names;
  std::vector<int> rejected;
};

int answer(Endpoint& endpoint, const RawRequest& request) {
  const ServerReply reply = endpoint(request);
  CHECK(reply.body.find(sign(request.body, webhook_secret)) == std::string::npos);
  return reply.status;
}

} // namespace

TEST_CASE("make_endpoint hands on what is signed") {
  Endpoint endpoint;
  SUBCASE("with its event and answers as it is told to") {
    const ServerReply reply = endpoint(signed_request(sync_body("a"), "/hook?x=1"));
    CHECK(reply.status == 202);
    CHECK(reply.body == "taken\n");
    CHECK(endpoint.names == std::vector<std::string>{"FIRST_SYNC_COMPLETE"});
    CHECK(endpoint.delivered == std::vector<std::string>{sync_body("a")});
  }
  SUBCASE("whatever it is") {
    for (const char* body : {"", "not JSON", "\xff", "{}"}) {
      CHECK(answer(endpoint, signed_request(body, "/hook")) == 202);
    }
  }
  SUBCASE("under any of the secrets") {
    endpoint.rules.secrets = {rotated, webhook_secret};
    CHECK(answer(endpoint, signed_request("{}", "/hook")) == 202);
    CHECK(answer(endpoint, signed_request("{}", "/hook", rotated)) == 202);
  }
  CHECK(endpoint.rejected.empty());
}

TEST_CASE("make_endpoint rejects in the order of address and method and signature") {
  Endpoint endpoint;
  RawRequest request = unsigned_request("{}", "/other");
  request.method = "GET";
  CHECK(answer(endpoint, request) == 404);
  request.target = "/hook";
  const ServerReply reply = endpoint(request);
  CHECK(reply.status == 405);
  CHECK(find_header(reply.headers, "Allow") == "POST");
  request.method = "POST";
  CHECK(answer(endpoint, request) == 401);
  request.headers = {{"propexo-signature", "00"}};
  CHECK(answer(endpoint, request) == 403);
  CHECK(answer(endpoint, signed_request("{}", "/hook", rotated)) == 403);
  CHECK(endpoint.rejected == std::vector<int>{404, 405, 401, 403, 403});
  CHECK(endpoint.delivered.empty());
}

TEST_CASE("make_endpoint with --allow-unsigned") {
  Endpoint endpoint;
  endpoint.rules.allow_unsigned = true;
  SUBCASE("takes anything where there is no secret") {
    endpoint.rules.secrets = {};
    CHECK(answer(endpoint, unsigned_request("{}", "/hook")) == 202);
    CHECK(answer(endpoint, signed_request("{}", "/hook", rotated)) == 202);
    CHECK(answer(endpoint, unsigned_request("{}", "/")) == 404);
  }
  SUBCASE("checks all the same where there is one") {
    CHECK(answer(endpoint, unsigned_request("{}", "/hook")) == 401);
    CHECK(answer(endpoint, signed_request("{}", "/hook", rotated)) == 403);
  }
}

TEST_CASE("make_endpoint without a secret and without --allow-unsigned takes nothing") {
  Endpoint endpoint;
  endpoint.rules.secrets = {};
  CHECK(answer(endpoint, unsigned_request("{}", "/hook")) == 401);
  CHECK(answer(endpoint, signed_request("{}", "/hook")) == 403);
}

TEST_CASE("open_endpoint") {
  TestEnvironment machine;
  TemporaryFolder folder;
  Environment environment = machine.environment();
  ReceiverOptions options;
  options.path = "/hook";
  const auto url = [&] {
    const auto opened = open_endpoint(
        options, [](const RawRequest&) { return ServerReply{}; }, {}, environment);
    return opened ? opened->url : describe(opened.error());
  };
  SUBCASE("says where it is reached") {
    CHECK(url() == "http://127.0.0.1:4242/hook");
    options.address = {"::1", 0};
    CHECK(url() == "http://[::1]:4242/hook");
    CHECK(machine.listened_at.host == "::1");
  }
  SUBCASE("writes the port it was given") {
    options.port_file = folder.file("port", "an earlier run's");
    const auto opened = open_endpoint(
        options, [](const RawRequest&) { return ServerReply{}; }, {}, environment);
    CHECK(*read_file(options.port_file) == "4242\n");
  }
  SUBCASE("leaves the port file of whoever listens there already when it cannot") {
    options.port_file = folder.file("port", "4711");
    machine.server_failure = Error{ErrorKind::local, "port taken"};
    CHECK(url() == "port taken");
    CHECK(*read_file(options.port_file) == "4711");
  }
  SUBCASE("fails when the port file cannot be written") {
    options.port_file = folder.path("no/such/folder/port");
    CHECK(url().find("--port-file") != std::string::npos);
  }
}
