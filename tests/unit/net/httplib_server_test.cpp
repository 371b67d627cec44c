#include "net/http.hpp"
#include "support/raw_client.hpp"
#include "support/receiver.hpp"

#include <doctest/doctest.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <cstdlib>
#include <latch>

using namespace syncbell;
using namespace std::chrono_literals;
using test::post_request;
using test::RawClient;
using test::RawReply;
using test::Receiver;

namespace {

constexpr const char* slow_head = "POST /hook HTTP/1.1\r\nX: ";
constexpr const char* slow_body = "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\n";

std::string body_seen(std::string_view request) {
  const Receiver receiver;
  CHECK(receiver.ask(request).status == 200);
  return receiver.request().body;
}

std::string chunked(std::string_view chunks) {
  return "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" +
         std::string(chunks);
}

bool all_sockets_are_close_on_exec() {
  DIR* const directory = ::opendir("/proc/self/fd");
  bool all = true;
  while (const dirent* entry = ::readdir(directory)) {
    const int number = std::atoi(entry->d_name);
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(number, SOL_SOCKET, SO_TYPE, &type, &size) != 0) continue;
    if ((::fcntl(number, F_GETFD) & FD_CLOEXEC) == 0) all = false;
  }
  ::closedir(directory);
  return all;
}

} // namespace

TEST_CASE("open_http_server") {
  SUBCASE("requests reach the handler as they were sent") {
    const Receiver receiver;
    RawClient client = receiver.connect();
    client.send(
        "PUT /a%20b?x=%0d&x=1+2 HTTP/1.1\r\nx-ODD: 1\r\nHost: h\r\nCookie: a\r\nX-odd: 2\r\n"
        "Range: bytes=0-0,0-0\r\nAccept-Encoding: gzip\r\nREMOTE_ADDR: 6.6.6.6\r\n"
        "X-Probe: %0d%0aInjected: 1\r\nCookie: b\r\nContent-Length: 2\r\n\r\nhi");
    const RawReply reply = client.read_reply();
    CHECK(reply.status == 200);
    CHECK(reply.body == "seen\n");
    CHECK(reply.header("Content-Length") == "5");
    CHECK(reply.header("Content-Type") == "text/plain");
    const RawRequest request = receiver.request();
    CHECK(request.method == "PUT");
    CHECK(request.target == "/a%20b?x=%0d&x=1+2");
    CHECK(request.body == "hi");
    CHECK(request.peer == client.address());
    const HeaderFields expected = {{"x-ODD", "1"},
                                   {"Host", "h"},
                                   {"Cookie", "a"},
                                   {"X-odd", "2"},
                                   {"Range", "bytes=0-0,0-0"},
                                   {"Accept-Encoding", "gzip"},
                                   {"REMOTE_ADDR", "6.6.6.6"},
                                   {"X-Probe", "%0d%0aInjected: 1"},
                                   {"Cookie", "b"},
                                   {"Content-Length", "2"}};
    CHECK(request.headers == expected);
  }
  SUBCASE("the time of a request is when all of it was there") {
    const Receiver receiver;
    RawClient client = receiver.connect();
    const std::string request = post_request("{}");
    client.send(request.substr(0, request.size() - 1));
    const auto before = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    client.send(request.substr(request.size() - 1));
    CHECK(client.read_reply().status == 200);
    CHECK(receiver.request().received_at >= before);
    CHECK(receiver.request().received_at <= std::chrono::system_clock::now());
  }
  SUBCASE("an http URL as target is reduced") {
    const Receiver receiver;
    CHECK(receiver.ask("GET http://h/x?y HTTP/1.1\r\nHost: h\r\n\r\n").status == 200);
    CHECK(receiver.request().target == "/x?y");
  }
  SUBCASE("IPv6") {
    const Receiver receiver({}, nullptr, {"::1", 0});
    RawClient client(receiver.port(), "::1");
    client.send(post_request("{}"));
    CHECK(client.read_reply().status == 200);
    CHECK(receiver.request().peer == client.address());
  }
  SUBCASE("a port that is taken") {
    const Receiver receiver;
    const auto second = open_http_server({"127.0.0.1", receiver.port()}, {}, nullptr);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == ErrorKind::local);
    CHECK(second.error().message.find("address already in use") != std::string::npos);
  }
  SUBCASE("no child inherits its sockets") {
    const Receiver receiver;
    RawClient client = receiver.connect();
    client.send(post_request("{}"));
    CHECK(client.read_reply().status == 200);
    CHECK(all_sockets_are_close_on_exec());
  }
}

TEST_CASE("open_http_server: bodies stay as they are") {
  const auto typed = [](const std::string& body, const std::string& type) {
    return body_seen(post_request(body, "Content-Type: " + type + "\r\n"));
  };
  SUBCASE("any bytes") {
    std::string bytes;
    for (int i = 0; i < 256; ++i)
      bytes += static_cast<char>(i);
    CHECK(body_seen(post_request(bytes)) == bytes);
  }
  SUBCASE("forms") {
    const std::string form = "payload=" + std::string(20'000, '%');
    CHECK(typed(form, "application/x-www-form-urlencoded") == form);
    const std::string parts =
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nhello\r\n--B--\r\n";
    CHECK(typed(parts, "multipart/form-data; boundary=B") == parts);
  }
  SUBCASE("chunks are joined") {
    CHECK(body_seen(chunked("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-T: 1\r\n\r\n")) ==
          "hello world");
  }
  SUBCASE("the largest") {
    const std::string largest(ServerLimits{}.max_body_bytes, 'x');
    CHECK(body_seen(post_request(largest)) == largest);
  }
  SUBCASE("none") {
    CHECK(body_seen(post_request("")).empty());
    CHECK(body_seen("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n").empty());
  }
}

TEST_CASE("open_http_server: more connections than there is room for") {
  ServerLimits limits;
  limits.max_connections = 16;
  SUBCASE("honest requests are answered while slow ones drip") {
    const Receiver receiver(limits);
    std::vector<RawClient> slow;
    for (int i = 0; i < 100; ++i) {
      slow.push_back(receiver.connect());
      slow.back().send(i % 2 == 0 ? slow_head : slow_body);
    }
    for (int i = 0; i < 20; ++i) {
      for (const RawClient& client : slow)
        client.send("a");
      CHECK(receiver.ask(post_request("honest")).status == 200);
    }
  }
  SUBCASE("silent connections make room too") {
    const Receiver receiver(limits);
    std::vector<RawClient> silent;
    for (int i = 0; i < 100; ++i)
      silent.push_back(receiver.connect());
    CHECK(receiver.ask(post_request("honest")).status == 200);
  }
  SUBCASE("those that are being answered are not disturbed") {
    std::latch all_here(16);
    std::latch may_end(1);
    const Receiver receiver(limits, [&](const RawRequest& request) {
      if (request.body == "late") return ServerReply{202};
      all_here.count_down();
      may_end.wait();
      return ServerReply{200, "done"};
    });
    std::vector<RawClient> clients;
    for (int i = 0; i < 16; ++i) {
      clients.push_back(receiver.connect());
      clients.back().send(post_request(""));
    }
    all_here.wait();
    RawClient late = receiver.connect();
    late.send(post_request("late"));
    may_end.count_down();
    for (RawClient& client : clients)
      CHECK(client.read_reply().body == "done");
    CHECK(late.read_reply().status == 202);
  }
}

TEST_CASE("open_http_server: clients that vanish") {
  const Receiver receiver;
  for (int i = 0; i < 50; ++i) {
    RawClient client = receiver.connect();
    client.send(post_request(std::string(1000, 'x')));
    client.reset();
  }
  CHECK(receiver.ask(post_request("{}")).status == 200);
}
