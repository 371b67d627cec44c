#include "net/proxy.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

Url url_of(const std::string& text) {
  const Result<Url> url = parse_url(text);
  REQUIRE(url);
  return *url;
}

bool is_exempt(const std::string& no_proxy, const std::string& url) {
  return is_exempt_from_proxy(no_proxy, url_of(url));
}

std::optional<Proxy> chosen(const ProxySettings& settings, const std::string& url) {
  const Result<std::optional<Proxy>> proxy = choose_proxy(settings, url_of(url));
  REQUIRE(proxy);
  return *proxy;
}

} // namespace

TEST_CASE("choose_proxy") {
  const ProxySettings both = {"http://secure.test:3128", "http://plain.test:8080", ""};

  SUBCASE("each scheme has its own") {
    CHECK(chosen(both, "https://api.test/")->address.text() == "secure.test:3128");
    CHECK(chosen(both, "http://api.test/")->address.text() == "plain.test:8080");
    CHECK_FALSE(chosen({both.https_proxy, "", ""}, "http://api.test/").has_value());
    CHECK_FALSE(chosen({"", both.http_proxy, ""}, "https://api.test/").has_value());
  }
  SUBCASE("NO_PROXY goes before") {
    CHECK_FALSE(chosen({both.https_proxy, "", "api.test"}, "https://api.test/").has_value());
  }
  SUBCASE("what cannot leave this machine never goes through one") {
    for (const std::string url :
         {"https://localhost/", "https://127.0.0.1:8443/", "https://[::1]/"}) {
      CAPTURE(url);
      CHECK_FALSE(chosen(both, url).has_value());
    }
  }
  SUBCASE("the scheme may be missing and the port is then 80") {
    CHECK(chosen({"proxy.test:3128", "", ""}, "https://a.test/")->address.text() ==
          "proxy.test:3128");
    CHECK(chosen({"http://proxy.test", "", ""}, "https://a.test/")->address.text() ==
          "proxy.test:80");
    CHECK(chosen({"http://[::1]:1/", "", ""}, "https://a.test/")->address.text() == "[::1]:1");
  }
  SUBCASE("user and password become basic authorization") {
    const auto authorization = [](const std::string& text) {
      return chosen({text, "", ""}, "https://a.test/")->authorization.reveal();
    };
    CHECK(authorization("http://proxy.test").empty());
    CHECK(authorization("http://user:pass@proxy.test") == "Basic dXNlcjpwYXNz");
    CHECK(authorization("http://us%40er:p%3Aa%2Fs%s@proxy.test") == "Basic dXNAZXI6cDphL3Mlcw==");
    CHECK(authorization("http://user@proxy.test") == "Basic dXNlcjo=");
    CHECK(authorization("user:pass@proxy.test:3128") == "Basic dXNlcjpwYXNz");
  }
  SUBCASE("an unusable one is an error that names the variable and not the value") {
    for (const std::string text : {"socks5://user:hunter2@a.test", "https://user:hunter2@a.test",
                                   "http://user:hunter2@", "http://user:hunter2@a.test:port"}) {
      CAPTURE(text);
      const Result<std::optional<Proxy>> proxy =
          choose_proxy({text, "", ""}, url_of("https://api.test/"));
      REQUIRE_FALSE(proxy);
      CHECK(proxy.error().kind == ErrorKind::usage);
      CHECK(proxy.error().message.find("HTTPS_PROXY") != std::string::npos);
      CHECK(describe(proxy.error()).find("hunter2") == std::string::npos);
    }
    const auto plain = choose_proxy({"", "ftp://a.test", ""}, url_of("http://api.test/"));
    REQUIRE_FALSE(plain);
    CHECK(plain.error().message.find("HTTP_PROXY") != std::string::npos);
  }
  SUBCASE("an unusable one that does not count is no error") {
    CHECK_FALSE(chosen({"", "socks5://a.test", ""}, "https://api.test/").has_value());
    CHECK_FALSE(chosen({"socks5://a.test", "", "*"}, "https://api.test/").has_value());
  }
}

TEST_CASE("is_exempt_from_proxy") {
  SUBCASE("nothing listed") {
    CHECK_FALSE(is_exempt("", "https://api.test/"));
    CHECK_FALSE(is_exempt(" , ,", "https://api.test/"));
    CHECK_FALSE(is_exempt(".", "https://api.test/"));
  }
  SUBCASE("the star is everything") {
    CHECK(is_exempt("*", "https://api.test/"));
    CHECK(is_exempt("other.test, *", "https://10.0.0.1/"));
    CHECK_FALSE(is_exempt("*.test", "https://api.test/"));
  }
  SUBCASE("a name is itself and all below it") {
    CHECK(is_exempt("api.test", "https://api.test/"));
    CHECK(is_exempt("api.test", "https://eu.api.test/"));
    CHECK(is_exempt(".api.test", "https://api.test/"));
    CHECK(is_exempt(".api.test", "https://eu.api.test/"));
    CHECK(is_exempt("API.Test", "https://api.test/"));
    CHECK(is_exempt("api.test.", "https://api.test/"));
    CHECK_FALSE(is_exempt("api.test", "https://myapi.test/"));
    CHECK_FALSE(is_exempt("api.test", "https://api.test.example/"));
    CHECK_FALSE(is_exempt("eu.api.test", "https://api.test/"));
  }
  SUBCASE("several entries") {
    CHECK(is_exempt("a.test,b.test", "https://b.test/"));
    CHECK(is_exempt("a.test b.test\tc.test", "https://c.test/"));
    CHECK_FALSE(is_exempt("a.test,b.test", "https://d.test/"));
  }
  SUBCASE("a port narrows the entry") {
    CHECK(is_exempt("api.test:8443", "https://api.test:8443/"));
    CHECK(is_exempt("api.test:443", "https://api.test/"));
    CHECK_FALSE(is_exempt("api.test:8443", "https://api.test/"));
    CHECK_FALSE(is_exempt("*:8443", "https://api.test/"));
  }
  SUBCASE("addresses are themselves only") {
    CHECK(is_exempt("10.0.0.1", "https://10.0.0.1/"));
    CHECK(is_exempt("10.0.0.1:8443", "https://10.0.0.1:8443/"));
    CHECK_FALSE(is_exempt("0.0.1", "https://10.0.0.1/"));
    CHECK_FALSE(is_exempt("10.0.0.1", "https://10.0.0.10/"));
    CHECK(is_exempt("2001:db8::1", "https://[2001:DB8:0::1]/"));
    CHECK(is_exempt("[2001:db8::1]:443", "https://[2001:db8::1]/"));
    CHECK_FALSE(is_exempt("[2001:db8::1]:444", "https://[2001:db8::1]/"));
    CHECK_FALSE(is_exempt("[2001:db8::1", "https://[2001:db8::1]/"));
  }
}
