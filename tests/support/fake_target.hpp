#pragma once

#include "net/delivery_target.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace syncbell::test {

// Takes deliveries in place of a service and remembers them.
class FakeTarget {
public:
  struct Received {
    int connection; // from 1
    std::string method;
    HeaderFields headers;
    std::string body;
  };
  // Gets each delivery, and how many came before it; on the thread that sends it.
  std::function<Result<int>(const Received&, std::size_t before)> answer =
      [](const Received&, std::size_t) -> Result<int> { return 200; };

  Result<int> receive(int connection, const DeliveryRequest& request) {
    const Received received{connection, std::string(request.method), request.headers,
                            std::string(request.body)};
    std::size_t before = 0;
    {
      const std::lock_guard lock(mutex_);
      before = received_.size();
      received_.push_back(received);
    }
    return answer(received, before);
  }

  int connect() {
    const std::lock_guard lock(mutex_);
    return ++connections_;
  }

  std::vector<Received> received() const {
    const std::lock_guard lock(mutex_);
    return received_;
  }
  std::vector<std::string> bodies() const {
    std::vector<std::string> bodies;
    for (const Received& one : received())
      bodies.push_back(one.body);
    return bodies;
  }

private:
  mutable std::mutex mutex_;
  std::vector<Received> received_;
  int connections_ = 0;
};

// Leads to the fake, which outlives it.
class RouteToFake final : public DeliveryTarget {
public:
  explicit RouteToFake(FakeTarget& fake) : fake_(fake) {}

  std::unique_ptr<DeliveryConnection> connect(std::stop_token) override {
    return std::make_unique<Connection>(fake_);
  }

private:
  class Connection final : public DeliveryConnection {
  public:
    explicit Connection(FakeTarget& fake) : fake_(fake), number_(fake.connect()) {}
    Result<int> send(const DeliveryRequest& request) override {
      return fake_.receive(number_, request);
    }

  private:
    FakeTarget& fake_;
    int number_;
  };

  FakeTarget& fake_;
};

} // namespace syncbell::test
