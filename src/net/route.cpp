#include "net/route.hpp"

#include "net/reply_head.hpp"
#include "net/sendable.hpp"
#include "net/tls_channel.hpp"

#include <utility>

namespace syncbell {
namespace {

Result<PlainChannel> connect_host(const HostAndPort& address, const std::string& name,
                                  const Patience& patience) {
  const Result<std::vector<SocketAddress>> addresses = resolve(address, patience);
  if (!addresses) return addresses.error();
  Result<ClientSocket> socket = connect_to(*addresses, name, patience);
  if (!socket) return socket.error();
  return PlainChannel(*std::move(socket), patience);
}

// Asks the proxy to pass bytes on to the target unread (RFC 9110, section 9.3.6).
Result<void> open_tunnel(PlainChannel& channel, const Proxy& proxy, const Url& target) {
  const std::string destination = HostAndPort{target.host, target.port}.text();
  HeaderFields headers = {{"Host", destination}, {"User-Agent", "syncbell"}};
  if (!proxy.authorization.empty()) {
    headers.push_back({"Proxy-Authorization", proxy.authorization.reveal()});
  }
  const Result<bool> sent =
      channel.write(format_request_head("CONNECT " + destination + " HTTP/1.1", headers));
  if (!sent) return sent.error();
  const Result<ReceivedHead> reply = receive_reply_head(channel, "CONNECT");
  if (!reply) {
    Error error = reply.error();
    if (error.kind == ErrorKind::network)
      error.hint = "it happened while asking the proxy for a tunnel";
    return error;
  }
  if (reply->head.status >= 300) return refused_by_proxy(proxy, reply->head.status);
  if (!reply->body_begin.empty()) {
    return Error{ErrorKind::network,
                 "the proxy " + proxy.address.text() + " sent bytes that nobody asked for"};
  }
  return {};
}

} // namespace

Error refused_by_proxy(const Proxy& proxy, int status) {
  const std::string name = "the proxy " + proxy.address.text();
  if (status != 407) {
    return {ErrorKind::network,
            name + " refused to connect: it answered " + std::to_string(status)};
  }
  if (proxy.authorization.empty()) {
    return {ErrorKind::network, name + " wants a user and a password (407)",
            "write them into the proxy variable: http://user:password@host:port"};
  }
  return {ErrorKind::network, name + " refused the user and password it was given (407)"};
}

std::string format_request_head(const std::string& request_line, const HeaderFields& headers) {
  std::string head = request_line + "\r\n";
  for (const HeaderField& field : headers)
    head += field.name + ": " + field.value + "\r\n";
  return head + "\r\n";
}

Result<Route> plan_route(const std::string& url, const ProxySettings& proxies) {
  Result<Url> target = parse_url(url);
  if (!target) return target.error();
  if (!target->userinfo.empty()) {
    return unsendable("its URL holds a user name or a password, which belongs into a header");
  }
  Result<std::optional<Proxy>> proxy = choose_proxy(proxies, *target);
  if (!proxy) return proxy.error();
  return Route{*std::move(target), *std::move(proxy), nullptr};
}

Result<std::unique_ptr<Channel>> open_route(const Route& route, const Patience& patience) {
  const HostAndPort target = {route.target.host, route.target.port};
  const HostAndPort& next = route.proxy ? route.proxy->address : target;
  const std::string name = route.proxy ? "the proxy " + next.text() : next.text();
  Result<PlainChannel> channel = connect_host(next, name, patience);
  if (!channel) return channel.error();
  if (!route.target.is_https()) {
    return std::unique_ptr<Channel>(std::make_unique<PlainChannel>(*std::move(channel)));
  }
  if (route.proxy) {
    const Result<void> opened = open_tunnel(*channel, *route.proxy, route.target);
    if (!opened) return opened.error();
  }
  return open_tls(channel->release(), route.tls, target.host, patience);
}

} // namespace syncbell
