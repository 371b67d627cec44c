// How many bytes of 1 MiB bodies signature_matches() gets through in a loop, in memory, for each
// second of the processor's time, which is what `openssl speed` counts too. usage: signatures
// SECONDS   prints bytes a second
#include "core/signature.hpp"

#include <cstdlib>
#include <ctime>
#include <iostream>

int main(int argc, char** argv) {
  const double wanted = argc > 1 ? std::atof(argv[1]) : 1;
  const std::vector<syncbell::Secret> secrets{syncbell::Secret("secret")};
  const std::string body(std::size_t{1} << 20, 'x');
  const std::string signature = syncbell::sign(body, secrets.front());
  const auto seconds = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  const double begun = seconds();
  double bytes = 0;
  for (; seconds() - begun < wanted; bytes += static_cast<double>(body.size())) {
    if (!syncbell::signature_matches(body, signature, secrets)) return 1;
  }
  std::cout << static_cast<std::size_t>(bytes / (seconds() - begun)) << "\n";
}
