#pragma once

#include "commands/address_proof.hpp"
#include "commands/entrance_gate.hpp"
#include "commands/public_line_plan.hpp"
#include "commands/tunnel.hpp"
#include "environment.hpp"
#include "output/public_access.hpp"
#include "platform/task_thread.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace syncbell {

// What a line tells, from threads of its own.
struct LineReady { // deliveries are let in, and nothing that is sent from now on is lost
  PublicAccess access;
};
struct LineFailed { // it will never be ready
  Error error;
};
struct LineNews {
  std::string what;
};
struct LineLost { // deliveries cannot be relied on: any more, or as there will be no subscription
  Error reason;
  bool for_good = true; // false: whoever switched the subscription off may switch it on again
};
using LineEvent = std::variant<LineReady, LineFailed, LineNews, LineLost>;

struct LineTools {
  Environment& environment;
  PropexoApi* api = nullptr;        // where a subscription is to be made
  TaskThread* api_thread = nullptr; // on which the API is talked to
  LastWords& last_words;
  std::function<void(LineEvent)> tell; // from any thread
};

// How the subscription of a line was taken away.
struct LineEnd {
  std::string was; // how it was found, for a report; empty: there was none, or nobody asked
  std::optional<Error> error = {}; // why something is left behind
  std::string left_behind = {};    // the command that removes it; empty: nothing is
};

// What people are told where something is left behind.
std::string left_behind_text(const LineEnd& end);

// The way from Propexo to our listener, for one run: the tunnel, the proof that the public address
// leads here, the leased subscription. For the main thread, which goes on meanwhile. Destroying it
// removes the subscription, if that was not done, and ends the tunnel.
class PublicLine {
public:
  PublicLine(LinePlan plan, EndpointEvents events, LineTools tools);
  ~PublicLine();
  PublicLine(const PublicLine&) = delete;
  PublicLine& operator=(const PublicLine&) = delete;

  // What the server is opened with.
  ServerHandler handler();

  // Begins, once the server is open: LineReady or LineFailed follows.
  void start(const ListenAddress& address, std::uint16_t port);

  // To be called while waiting: looks after the subscription when that is due. Gives the time of
  // the next call.
  Instant look_after(Instant now);

  // No subscription is to be created any more; the API's thread is free for something else.
  void give_up();

  // Takes the subscription away, within ten seconds or not at all. `ask` also finds out how it was.
  LineEnd close(bool ask);

private:
  void start_tunnel(const ListenAddress& address, std::uint16_t port);
  AddressSource address_source(std::uint16_t port) const;
  void prove(const AddressSource& source, std::stop_token stop);
  Error explain(Error error) const;
  void subscribe(const Url& url, std::stop_token stop);
  void open_gate(std::vector<Secret> secrets);
  void become_ready(const Url& url);
  void check_subscription(std::stop_token stop);
  void tunnel_ended(const Error& error);
  std::string ask_how_it_was();

  LinePlan plan_;
  EndpointEvents events_;
  LineTools tools_;
  std::shared_ptr<EntranceGate> gate_;
  std::unique_ptr<HttpTransport> transport_;
  std::stop_source closing_;
  std::optional<LeasedSubscription> lease_;
  std::mutex mutex_; // guards the next two
  bool is_ready_ = false;
  bool is_lost_ = false;
  bool is_switched_off_ = false; // used by the API's thread alone
  bool is_closed_ = false;
  Instant next_check_ = Instant::max();
  std::weak_ptr<void> check_; // there while a check is to be made or under way
  std::optional<Tunnel> tunnel_;
  TaskThread prover_; // last: its tasks use what stands above
};

} // namespace syncbell
