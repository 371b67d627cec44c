#pragma once

#include "core/contract.hpp"
#include "net/http.hpp"
#include "output/output_options.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace CLI {
class App;
}

// Options that several commands share. Each struct is bound to flags by its describe().
namespace syncbell {

// How Propexo is reached.
struct ApiOptions {
  std::string token_file;  // "-" is standard input
  std::string url;         // overrides the environment
  std::string environment; // "production" or "sandbox"
  std::string ca_file;
};

// What incoming deliveries are signed with.
struct SecretOptions {
  std::vector<std::string> files; // "-" is standard input
};

// Where webhooks are received.
struct ReceiverOptions {
  ListenAddress address{"127.0.0.1", contract::default_port};
  std::string path = "/";
  bool path_given = false;
  std::string port_file;
  std::size_t max_body_bytes = contract::max_body_bytes;
};

// Where received deliveries are kept; empty: nowhere.
struct SaveOptions {
  std::string path;
};

// How the listener is reached from outside; neither: somebody else has seen to it.
struct PublicOptions {
  std::string url;    // may hold {port}
  std::string tunnel; // a command; may hold {port} and {url}

  bool given() const { return !url.empty() || !tunnel.empty(); }
};

void describe(CLI::App& app, OutputOptions& options);
void describe(CLI::App& app, ApiOptions& options);
void describe(CLI::App& app, SecretOptions& options);
void describe(CLI::App& app, ReceiverOptions& options);
// The part of it that says where: address and path.
void describe_address(CLI::App& app, ReceiverOptions& options);
void describe(CLI::App& app, SaveOptions& options);
void describe(CLI::App& app, PublicOptions& options);

} // namespace syncbell
