#include "core/tunnel_output.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

using Texts = std::vector<std::string>;

Texts addresses_in(std::string_view output) {
  TunnelOutput reader;
  Texts texts;
  for (const Url& url : reader.read(output))
    texts.push_back(url.text());
  return texts;
}

bool may_be(const std::string& url, bool may_be_nearby = false) {
  return may_be_public(*parse_url(url), {4480, may_be_nearby});
}

} // namespace

TEST_CASE("TunnelOutput::read finds addresses") {
  SUBCASE("as cloudflared shows them") {
    CHECK(addresses_in("INF Thank you for trying Cloudflare Tunnel. (https://www.cloudflare.com/"
                       "website-terms/), and follow: https://developers.cloudflare.com/x\n"
                       "2026-11-23T08:00:00Z INF |  https://a-b-c.trycloudflare.com           |\n"
                       "INF Settings: map[ha-connections:1 url:http://127.0.0.1:4480]\n") ==
          Texts{"https://www.cloudflare.com/website-terms/", "https://developers.cloudflare.com/x",
                "https://a-b-c.trycloudflare.com/", "http://127.0.0.1:4480/"});
  }
  SUBCASE("as ngrok shows them") {
    CHECK(addresses_in("t=2026 lvl=info msg=\"started tunnel\" addr=http://localhost:4480 "
                       "url=https://0a1b.ngrok-free.app\n") ==
          Texts{"http://localhost:4480/", "https://0a1b.ngrok-free.app/"});
    CHECK(addresses_in("{\"url\":\"https://0a1b.ngrok.app\",\"lvl\":\"info\"}\n") ==
          Texts{"https://0a1b.ngrok.app/"});
  }
  SUBCASE("among colours and punctuation") {
    CHECK(
        addresses_in("\x1b[32mhttps://a.example\x1b[0m tunneled with tls, https://b.example.\n") ==
        Texts{"https://a.example/", "https://b.example/"});
    CHECK(addresses_in("http https:// httpx://c https://d.example/p?q=1&r=(2)\r\n") ==
          Texts{"https://d.example/p?q=1&r=(2"});
  }
  SUBCASE("and not what is none") {
    CHECK(addresses_in("https://\nhttps://bad_host!/\nftp://a\nhttps://[zz]\n").empty());
  }
}

TEST_CASE("TunnelOutput::read waits for the end of a line") {
  TunnelOutput reader;
  CHECK(reader.read("at https://a.exa").empty());
  CHECK(reader.read("mple:8443").empty());
  const auto urls = reader.read("/x\nrest");
  REQUIRE(urls.size() == 1);
  CHECK(urls.front().text() == "https://a.example:8443/x");
}

TEST_CASE("TunnelOutput::read bears lines without end") {
  TunnelOutput reader;
  for (int i = 0; i < 1000; ++i)
    CHECK(reader.read(std::string(1000, 'x')).empty());
  CHECK(reader.read("\nhttps://a.example\n").size() == 1);
}

TEST_CASE("TunnelOutput::last_words") {
  TunnelOutput reader;
  CHECK(reader.last_words().empty());
  reader.read("1\n2\n\n  \n3\n4\n5\n6\nunfinished");
  CHECK(reader.last_words() == "2 / 3 / 4 / 5 / 6 / unfinished");
  reader.read("\n" + std::string(1000, 'x') + "\n");
  CHECK(reader.last_words().size() < 400);
}

TEST_CASE("may_be_public") {
  SUBCASE("takes https from outside") {
    CHECK(may_be("https://a.example/"));
    CHECK(may_be("https://a.example:8443/", true));
    CHECK_FALSE(may_be("http://a.example/"));
    CHECK_FALSE(may_be("http://a.example/", true));
  }
  SUBCASE("takes this machine only where the API is on it") {
    CHECK(may_be("http://127.0.0.1:9/", true));
    CHECK(may_be("https://localhost:9/", true));
    CHECK_FALSE(may_be("http://127.0.0.1:9/"));
    CHECK_FALSE(may_be("https://localhost:9/"));
  }
  SUBCASE("does not take the listener itself") {
    CHECK_FALSE(may_be("http://127.0.0.1:4480/", true));
    CHECK_FALSE(may_be("http://localhost:4480/x", true));
  }
}
