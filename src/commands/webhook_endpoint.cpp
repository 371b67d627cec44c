#include "commands/webhook_endpoint.hpp"

#include "core/url.hpp"
#include "wire/event_json.hpp"

namespace syncbell {
namespace {

ServerReply refusal(const Rejection& rejection) {
  ServerReply reply{rejection.status, rejection.reason + "\n"};
  if (rejection.extra_header) reply.headers.push_back(*rejection.extra_header);
  return reply;
}

// A request that is rejected is left as it was.
std::variant<VerifiedDelivery, Rejection> check(const EndpointRules& rules, RawRequest&& request) {
  if (std::optional<Rejection> rejection = check_address(request, rules.path)) return *rejection;
  if (rules.secrets.empty() && rules.allow_unsigned) return accept_unsigned(std::move(request));
  return verify(std::move(request), rules.secrets);
}

std::string url_of(const ListenAddress& address, std::uint16_t port, const std::string& path) {
  return "http://" + host_and_port(address.host, port) + path;
}

} // namespace

ServerHandler make_endpoint(EndpointRules rules, EndpointEvents events) {
  return [rules = std::move(rules), events = std::move(events)](RawRequest request) {
    const auto checked = check(rules, std::move(request));
    if (const auto* rejection = std::get_if<Rejection>(&checked)) {
      events.on_rejected(request, *rejection); // NOLINT(bugprone-use-after-move): it was not moved
      return refusal(*rejection);
    }
    const auto& delivery = std::get<VerifiedDelivery>(checked);
    return events.on_delivery(delivery, decode_event(delivery.request().body));
  };
}

ServerWatch watch_of(const EndpointEvents& events) {
  return {events.on_trouble, [on_rejected = events.on_rejected](
                                 const RawRequest& request, int status, const std::string& reason) {
            on_rejected(request, {status, reason});
          }};
}

Result<OpenEndpoint> open_endpoint(const ReceiverOptions& options, ServerHandler handler,
                                   ServerWatch watch, Environment& environment) {
  ServerLimits limits;
  limits.max_body_bytes = options.max_body_bytes;
  limits.max_bodies_bytes = std::max(limits.max_bodies_bytes, options.max_body_bytes);
  Result<std::unique_ptr<HttpServer>> server =
      environment.open_server(options.address, limits, std::move(handler), std::move(watch));
  if (!server) return server.error();
  const std::uint16_t port = (*server)->port();
  Result<PortFile> port_file = PortFile::write(options.port_file, port);
  if (!port_file) return port_file.error();
  return OpenEndpoint{*std::move(server), url_of(options.address, port, options.path),
                      *std::move(port_file)};
}

} // namespace syncbell
