#pragma once

#include "environment.hpp"
#include "support/fake_target.hpp"
#include "support/memory_io.hpp"
#include "support/stub_transport.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace syncbell::test {

// Passes requests on to the stub, which outlives it.
class ForwardingTransport final : public HttpTransport {
public:
  explicit ForwardingTransport(StubTransport& stub) : stub_(stub) {}
  Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) override {
    return stub_.send(request, stop);
  }

private:
  StubTransport& stub_;
};

// Real time for deadlines; pauses are over at once.
class HastyClock final : public Clock {
public:
  WallTime wall() const override { return real_.wall(); }
  Instant now() const override { return real_.now(); }
  bool sleep_for(Duration, std::stop_token stop) override { return !stop.stop_requested(); }

private:
  SystemClock real_;
};

class FakeServer final : public HttpServer {
public:
  FakeServer(std::uint16_t port, int& drained) : port_(port), drained_(drained) {}
  std::uint16_t port() const override { return port_; }
  void drain() override { ++drained_; }

private:
  std::uint16_t port_;
  int& drained_;
};

class FakeChild final : public ChildProcess {
public:
  explicit FakeChild(std::function<void()> on_destroyed) : on_destroyed_(std::move(on_destroyed)) {}
  ~FakeChild() override {
    if (on_destroyed_) on_destroyed_();
  }
  FakeChild(const FakeChild&) = delete;
  FakeChild& operator=(const FakeChild&) = delete;
  void signal(int) override {}

private:
  std::function<void()> on_destroyed_;
};

class FakeSignalWatch final : public SignalWatch {
public:
  explicit FakeSignalWatch(std::function<void()>& last_words) : last_words_(last_words) {}
  void set_last_words(std::function<void()> last_words) override {
    last_words_ = std::move(last_words);
  }

private:
  std::function<void()>& last_words_;
};

// A small machine in place of the real one. Time is real, so that commands may wait on it; keep it
// to milliseconds.
struct TestEnvironment {
  MemoryIo io;
  HastyClock clock;
  Clock* clock_instead = nullptr;
  StubTransport transport;
  FakeTarget target;
  std::optional<DeliveryRoute> target_route; // of the target that was last opened
  std::map<std::string, std::string> variables{{"PROPEXO_API_TOKEN", "tok-3n-s3cr3t"},
                                               {"PROPEXO_API_URL", "https://api.example"}};
  TransportOptions transport_options;  // with which a transport was last made
  ListenAddress listened_at;           // of the last server
  std::vector<ServerHandler> handlers; // of every server that was opened
  ServerWatch watch;                   // what the last of them tells
  std::optional<Error> server_failure;
  std::uint16_t port = 4242;
  int drained = 0;
  std::function<void(ServerHandler&)> on_open;            // when a server has been opened
  std::function<void(std::function<void(int)>)> on_watch; // gets what to call with a signal
  std::function<void()> last_words;                       // of a second signal
  std::vector<ChildCommand> commands;                     // that were started
  std::function<ChildEnd()> child = [] { return ChildEnd{}; };
  bool keep_children = false; // they run on, until the test calls what waits for their ends
  std::vector<std::function<void(ChildEnd)>> child_ends;
  std::function<void()> on_child_started;
  std::function<void()> on_child_destroyed;

  Environment environment() {
    return {io,
            clock_instead == nullptr ? static_cast<Clock&>(clock) : *clock_instead,
            [this](const std::string& name) -> std::optional<std::string> {
              const auto found = variables.find(name);
              return found == variables.end() ? std::nullopt : std::optional(found->second);
            },
            [] { return 0.999; },
            [](std::size_t count) { return std::string(count, '\x5a'); },
            [this](TransportOptions options) -> std::unique_ptr<HttpTransport> {
              transport_options = std::move(options);
              return std::make_unique<ForwardingTransport>(transport);
            },
            [this](const DeliveryRoute& route) -> Result<std::unique_ptr<DeliveryTarget>> {
              target_route = route;
              return std::unique_ptr<DeliveryTarget>(std::make_unique<RouteToFake>(target));
            },
            [this](const ListenAddress& address, const ServerLimits&, ServerHandler handler,
                   ServerWatch told) {
              watch = std::move(told);
              return open_server(address, std::move(handler));
            },
            [this](std::function<void(int)> on_signal) -> std::unique_ptr<SignalWatch> {
              if (on_watch) on_watch(std::move(on_signal));
              return std::make_unique<FakeSignalWatch>(last_words);
            },
            [this](const ChildCommand& command,
                   const std::function<void(ChildEnd)>& on_end) -> std::unique_ptr<ChildProcess> {
              commands.push_back(command);
              child_ends.push_back(on_end);
              if (on_child_started) on_child_started();
              if (!keep_children) on_end(child());
              return std::make_unique<FakeChild>(on_child_destroyed);
            }};
  }

private:
  Result<std::unique_ptr<HttpServer>> open_server(const ListenAddress& address,
                                                  ServerHandler handler) {
    if (server_failure) return *server_failure;
    listened_at = address;
    handlers.push_back(std::move(handler));
    if (on_open) on_open(handlers.back());
    return std::unique_ptr<HttpServer>(std::make_unique<FakeServer>(port, drained));
  }
};

} // namespace syncbell::test
