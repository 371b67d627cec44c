#include "support/receiver.hpp"

#include <stdexcept>

namespace syncbell::test {

Receiver::Receiver(const ServerLimits& limits, ServerHandler handler, const ListenAddress& address)
    : handler_(std::move(handler)) {
  Result<std::unique_ptr<HttpServer>> server = open_http_server(
      address, limits, [this](const RawRequest& request) { return answer(request); });
  if (!server) throw std::runtime_error(server.error().message);
  server_ = *std::move(server);
}

RawReply Receiver::ask(std::string_view bytes) const {
  RawClient client = connect();
  client.send(bytes);
  return client.read_reply();
}

std::vector<RawRequest> Receiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

RawRequest Receiver::request() const {
  const std::vector<RawRequest> all = requests();
  if (all.size() != 1) throw std::runtime_error(std::to_string(all.size()) + " requests, not one");
  return all.front();
}

ServerReply Receiver::answer(const RawRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  return handler_ ? handler_(request) : ServerReply{200, "seen\n"};
}

} // namespace syncbell::test
