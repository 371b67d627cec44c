#include "net/http_session.hpp"

#include "net/deadline.hpp"
#include "net/request_reader.hpp"
#include "platform/clock.hpp"

namespace syncbell {
namespace {

constexpr Duration linger_time{50};
// By how much longer than it has, one that had its answer and asks for nothing more is taken to
// wait: more than anybody may wait, so that it makes room before all others.
constexpr std::chrono::hours head_start{1};

// What is to be done after an exchange.
enum class Next { request, linger, close };

Next send(Connection& connection, const SessionServices& services, const ServerReply& reply,
          ReplyForm form) {
  if (reply.drop) return Next::close;
  if (reply.on_sent) form.keep_alive = false;
  if (!connection.write(services.formatter.format(reply, form), services.limits.write_timeout)) {
    return Next::close;
  }
  if (form.keep_alive) return Next::request;
  connection.end_writing();
  if (reply.on_sent) reply.on_sent();
  return Next::linger;
}

Next refuse(Connection& connection, const SessionServices& services,
            const RefusedRequest& refused) {
  ServerReply reply;
  reply.status = refused.refusal.status;
  reply.body = refused.refusal.reason + "\n";
  return send(connection, services, reply, {.is_head = refused.is_head, .keep_alive = false});
}

// What a handler throws is a mistake of ours, and none of the client's business.
ServerReply call(const ServerHandler& handler, RawRequest request) {
  try {
    return handler(std::move(request));
  } catch (...) {
    return {500, "internal error\n"};
  }
}

// Body and share are gone before the reply is written: whoever does not read it holds no room.
ServerReply handle(const ServerHandler& handler, ReceivedRequest received,
                   const Connection& connection) {
  RawRequest request;
  request.received_at = SystemClock().wall();
  request.peer = connection.peer();
  request.method = std::move(received.head.method);
  request.target = std::move(received.head.target);
  request.headers = std::move(received.head.headers);
  request.body = std::move(received.body);
  return call(handler, std::move(request));
}

Next answer(Connection& connection, const SessionServices& services, ReceivedRequest received) {
  const bool is_head = received.head.method == "HEAD";
  const bool is_http_1_0 = received.head.is_http_1_0;
  const bool wants_more = received.head.keep_alive;
  if (connection.interruption() == ConnectionEnd::draining) {
    return refuse(connection, services, {{503, "the server is stopping"}, is_head});
  }
  const ServerReply reply = handle(services.handler, std::move(received), connection);
  // After a status below 200 a client would wait for another one.
  const bool keep_alive = wants_more && reply.status >= 200 && !services.is_full &&
                          connection.interruption() == ConnectionEnd::none;
  return send(connection, services, reply, {is_head, is_http_1_0, keep_alive});
}

Next exchange(Connection& connection, const SessionServices& services) {
  RequestOutcome outcome = read_request(connection, services.limits, services.room);
  connection.is_busy();
  if (auto* received = std::get_if<ReceivedRequest>(&outcome)) {
    return answer(connection, services, std::move(*received));
  }
  if (const auto* refused = std::get_if<RefusedRequest>(&outcome)) {
    return refuse(connection, services, *refused);
  }
  return Next::close;
}

} // namespace

void serve_connection(Connection& connection, const SessionServices& services) {
  connection.waits_since(now());
  Next next = exchange(connection, services);
  while (next == Next::request) {
    connection.waits_since(now() - head_start);
    next = exchange(connection, services);
  }
  if (next == Next::close) return;
  // Whoever needs the place may have it at once.
  connection.waits_since(Instant::min());
  connection.linger(linger_time);
}

} // namespace syncbell
