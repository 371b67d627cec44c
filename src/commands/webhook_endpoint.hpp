#pragma once

#include "cli/shared_options.hpp"
#include "commands/port_file.hpp"
#include "core/event.hpp"
#include "core/verification.hpp"
#include "environment.hpp"
#include "output/console.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace syncbell {

// What a webhook endpoint lets in.
struct EndpointRules {
  std::string path = "/";
  std::vector<Secret> secrets;
  bool allow_unsigned = false; // only without secrets: with them every delivery is checked
};

// Called for each delivery that is let in, and for each request that is not; on the thread of the
// connection. The first decides the answer. The last tells what keeps the server from its work.
struct EndpointEvents {
  std::function<ServerReply(const VerifiedDelivery&, const Event&)> on_delivery;
  std::function<void(const RawRequest&, const Rejection&)> on_rejected;
  ServerTrouble on_trouble = nullptr;
};

// bytes → address → signature → event → on_delivery, with the answers of the design: 404, 405, 401,
// 403.
ServerHandler make_endpoint(EndpointRules rules, EndpointEvents events);

// What the server of such an endpoint tells; what it refuses by itself is rejected as well.
ServerWatch watch_of(const EndpointEvents& events);

// An endpoint that can be reached, and the URL at which this machine reaches it.
struct OpenEndpoint {
  std::unique_ptr<HttpServer> server;
  std::string url;
  PortFile port_file;
};

// Opens the server and writes the port file once it is true that webhooks can be received. Fails
// (local) when the address or the file cannot be used.
Result<OpenEndpoint> open_endpoint(const ReceiverOptions& options, ServerHandler handler,
                                   ServerWatch watch, Environment& environment);

} // namespace syncbell
