#include "net/http_session.hpp"

#include "net/request_reader.hpp"
#include "platform/clock.hpp"

namespace syncbell {
namespace {

constexpr Duration linger_time{50};

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
ServerReply call(const ServerHandler& handler, const RawRequest& request) {
  try {
    return handler(request);
  } catch (...) {
    return {500, "internal error\n"};
  }
}

RawRequest to_raw(ReceivedRequest& received, const Connection& connection) {
  RawRequest request;
  request.received_at = SystemClock().wall();
  request.peer = connection.peer();
  request.method = std::move(received.head.method);
  request.target = std::move(received.head.target);
  request.headers = std::move(received.head.headers);
  request.body = std::move(received.body);
  return request;
}

Next answer(Connection& connection, const SessionServices& services, ReceivedRequest received) {
  const bool is_head = received.head.method == "HEAD";
  if (connection.interruption() == Interruption::draining) {
    return refuse(connection, services, {{503, "the server is stopping"}, is_head});
  }
  const ServerReply reply = call(services.handler, to_raw(received, connection));
  // After a status below 200 a client would wait for another one.
  const bool keep_alive = received.head.keep_alive && reply.status >= 200 &&
                          connection.interruption() == Interruption::none;
  return send(connection, services, reply, {is_head, received.head.is_http_1_0, keep_alive});
}

Next exchange(Connection& connection, const SessionServices& services) {
  RequestOutcome outcome = read_request(connection, services.limits, services.budget);
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
  Next next = Next::request;
  while (next == Next::request)
    next = exchange(connection, services);
  if (next == Next::close) return;
  // Whoever needs the place may have it at once.
  connection.waits_since(Instant::min());
  connection.linger(linger_time);
}

} // namespace syncbell
