// What sockets alone allow: a thread for each connection takes whatever a read brings for a request
// and answers 200, without looking at it. With --once the process ends after the first answer.
// usage: bare_socket PORT_FILE [--once]
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string_view>
#include <thread>

namespace {

constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

void serve(int connection, bool once) {
  const int on = 1;
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  std::array<char, 16384> request = {};
  while (recv(connection, request.data(), request.size(), 0) > 0 &&
         send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) > 0) {
    if (once) _exit(0);
  }
  close(connection);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const bool once = argc > 2 && argv[2] == std::string_view("--once");
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0 || listen(listener, 512) != 0) return 1;
  getsockname(listener, generic, &size);
  std::ofstream(argv[1]) << ntohs(address.sin_port) << std::endl;
  for (int accepted = 0; (accepted = accept(listener, nullptr, nullptr)) >= 0;) {
    std::thread(serve, accepted, once).detach();
  }
}
