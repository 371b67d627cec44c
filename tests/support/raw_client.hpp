#pragma once

#include "core/http_message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace syncbell::test {

struct RawReply {
  int status = 0; // 0: the connection ended instead
  std::string status_line = {};
  HeaderFields headers = {};
  std::string body = {};

  // The value of the header, or "" where there is none.
  std::string header(std::string_view name) const;
};

// A client on this machine that sends any bytes and shows what comes back. Waits are bounded: what
// takes longer counts as not arriving.
class RawClient {
public:
  explicit RawClient(std::uint16_t port, const char* host = "127.0.0.1");
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&&) = delete;

  // False once the other side takes nothing more.
  bool send(std::string_view bytes) const;
  // Nothing follows, but the answer is waited for.
  void end_sending() const;
  // Ends the connection so that the other side sees a reset.
  void reset();

  // The next reply; `has_body` is false for answers to HEAD.
  RawReply read_reply(bool has_body = true);
  // The text up to and including `end`, or whatever came instead.
  std::string read_until(std::string_view end);
  // Everything up to the end of the connection.
  std::string read_to_end();
  // Waits for the other side to end the connection, passing over whatever it sends.
  bool is_closed_by_server();
  // This side's address: "127.0.0.1:51234".
  std::string address() const;

private:
  bool receive();
  std::string take(std::size_t count);

  int socket_;
  std::string arrived_ = {};
  bool ended_ = false;
};

// "POST /hook" with the headers (each with its line end) and the body, as one text.
std::string post_request(std::string_view body, std::string_view headers = "");

} // namespace syncbell::test
