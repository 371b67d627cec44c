#include "commands/api_session.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  Fixture() { machine.variables.clear(); }

  Result<Url> url(const ApiOptions& options = {}) {
    Environment environment = machine.environment();
    Console console(machine.io, {.verbose = true}, {});
    return find_api_url(options, environment, console);
  }
  std::string origin(const ApiOptions& options = {}) {
    const Result<Url> found = url(options);
    return found ? found->origin() : describe(found.error());
  }

  TestEnvironment machine;
};

ApiOptions with_url(const std::string& url) { return {"", url, "", ""}; }
ApiOptions with_environment(const std::string& name) { return {"", "", name, ""}; }

bool is_refused(Fixture& fixture, const ApiOptions& options) {
  const Result<Url> url = fixture.url(options);
  if (!url) CHECK(url.error().kind == ErrorKind::usage);
  return !url.has_value();
}

} // namespace

TEST_CASE("find_api_url takes flags before variables before production") {
  Fixture fixture;
  CHECK(fixture.origin() == "https://api.propexo.com");
  fixture.machine.variables["PROPEXO_ENVIRONMENT"] = "sandbox";
  CHECK(fixture.origin() == "https://api.sandbox.propexo.com");
  fixture.machine.variables["PROPEXO_API_URL"] = "https://variable.example";
  CHECK(fixture.origin() == "https://variable.example");
  CHECK(fixture.origin(with_environment("production")) == "https://api.propexo.com");
  CHECK(fixture.origin(with_environment("sandbox")) == "https://api.sandbox.propexo.com");
  CHECK(fixture.origin({"", "https://flag.example", "sandbox", ""}) == "https://flag.example");
}

TEST_CASE("find_api_url says where the URL came from") {
  Fixture fixture;
  CHECK(fixture.url(with_url("https://flag.example/base")).has_value());
  CHECK(fixture.machine.io.err() == "API: https://flag.example (--api-url)\n");
}

TEST_CASE("find_api_url takes an empty variable for none") {
  Fixture fixture;
  fixture.machine.variables["PROPEXO_API_URL"] = "";
  fixture.machine.variables["PROPEXO_ENVIRONMENT"] = "";
  CHECK(fixture.origin() == "https://api.propexo.com");
}

TEST_CASE("find_api_url refuses") {
  Fixture fixture;
  SUBCASE("to send the token in clear over a network") {
    for (const char* url :
         {"http://api.propexo.com", "http://10.0.0.1", "http://0.0.0.0:80",
          "http://127.0.0.1.example.com", "http://localhost.example.com", "http://127.0.0.256",
          "http://[::2]", "http://localhost@evil.example"}) {
      CAPTURE(url);
      CHECK(is_refused(fixture, with_url(url)));
    }
  }
  SUBCASE("the same from the variable and names it") {
    fixture.machine.variables["PROPEXO_API_URL"] = "http://api.propexo.com";
    CHECK(fixture.origin().find("PROPEXO_API_URL") != std::string::npos);
  }
  SUBCASE("what is no URL") {
    for (const char* url :
         {"api.propexo.com", "ftp://api.propexo.com", "https://", "https://a b"}) {
      CHECK(is_refused(fixture, with_url(url)));
    }
  }
  SUBCASE("a query which no path could follow") {
    CHECK(is_refused(fixture, with_url("https://api.example/?tenant=1")));
    CHECK(is_refused(fixture, with_url("https://api.example/base?x")));
  }
  SUBCASE("an environment it does not know and names the nearest") {
    fixture.machine.variables["PROPEXO_ENVIRONMENT"] = "Sandbx";
    CHECK(fixture.origin().find("did you mean 'sandbox'?") != std::string::npos);
    CHECK(fixture.origin().find("PROPEXO_ENVIRONMENT") != std::string::npos);
  }
  SUBCASE("without repeating a password") {
    CHECK(fixture.origin(with_url("http://user:hush@api.example")).find("hush") ==
          std::string::npos);
    CHECK(fixture.origin(with_url("https://user:hush@/")).find("hush") == std::string::npos);
  }
}

TEST_CASE("find_api_url allows http to this machine") {
  Fixture fixture;
  for (const char* url : {"http://localhost:8080", "http://127.0.0.1:1", "http://127.255.0.3",
                          "http://[::1]:80", "http://LOCALHOST/base"}) {
    CAPTURE(url);
    CHECK_FALSE(is_refused(fixture, with_url(url)));
  }
}

TEST_CASE("open_transport takes proxies from the environment") {
  Fixture fixture;
  Environment environment = fixture.machine.environment();
  const auto proxies = [&] {
    open_transport("ca.pem", environment);
    return fixture.machine.transport_options.proxies;
  };
  SUBCASE("lower case first") {
    fixture.machine.variables = {{"https_proxy", "low"},  {"HTTPS_PROXY", "HIGH"},
                                 {"http_proxy", "low-h"}, {"HTTP_PROXY", "HIGH-H"},
                                 {"no_proxy", "low-n"},   {"NO_PROXY", "HIGH-N"}};
    CHECK(proxies().https_proxy == "low");
    CHECK(proxies().http_proxy == "low-h");
    CHECK(proxies().no_proxy == "low-n");
  }
  SUBCASE("upper case where the other is not set or empty") {
    fixture.machine.variables = {
        {"https_proxy", ""}, {"HTTPS_PROXY", "HIGH"}, {"HTTP_PROXY", "HIGH-H"}, {"NO_PROXY", "*"}};
    CHECK(proxies().https_proxy == "HIGH");
    CHECK(proxies().http_proxy == "HIGH-H");
    CHECK(proxies().no_proxy == "*");
  }
  SUBCASE("none") { CHECK(proxies().https_proxy.empty()); }
  CHECK((proxies(), fixture.machine.transport_options.ca_file) == "ca.pem");
}

TEST_CASE("require_api_session") {
  Fixture fixture;
  Environment environment = fixture.machine.environment();
  Console console(fixture.machine.io, {}, {});
  SUBCASE("fails without a token and says how to give one") {
    const auto session = require_api_session({}, environment, console);
    REQUIRE_FALSE(session.has_value());
    CHECK(session.error().kind == ErrorKind::auth);
    CHECK(session.error().hint.find("PROPEXO_API_TOKEN") != std::string::npos);
    CHECK(session.error().hint.find("--token-file") != std::string::npos);
  }
  SUBCASE("sends the token to the API and nowhere else") {
    fixture.machine.variables["PROPEXO_API_TOKEN"] = "tok";
    auto session = require_api_session(with_url("https://api.example/"), environment, console);
    REQUIRE(session.has_value());
    fixture.machine.transport.expect("GET https://api.example/v1/admin/integrations/a/",
                                     json_reply(R"({"results":null})"));
    CHECK(session->api->integration(IntegrationId("a"), {}).has_value());
    CHECK(find_header(fixture.machine.transport.sent().front().headers, "Authorization") ==
          "Bearer tok");
  }
}
