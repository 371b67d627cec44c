#include "net/tls_channel.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>

namespace syncbell {
namespace {

// ---- OpenSSL's view of our socket. Its own would write without MSG_NOSIGNAL.

const ClientSocket& socket_of(BIO* bio) { return *static_cast<ClientSocket*>(BIO_get_data(bio)); }

int bio_read(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t count = socket_of(bio).receive(into, static_cast<std::size_t>(size));
  if (count < 0 && would_block(errno)) BIO_set_retry_read(bio);
  return static_cast<int>(count);
}

int bio_write(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t count = socket_of(bio).send({bytes, static_cast<std::size_t>(size)});
  if (count < 0 && would_block(errno)) BIO_set_retry_write(bio);
  return static_cast<int>(count);
}

long bio_control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

const BIO_METHOD* quiet_socket() {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "quiet socket");
    BIO_meth_set_read(made, bio_read);
    BIO_meth_set_write(made, bio_write);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  return method;
}

// ---- the channel

using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

class TlsChannel final : public Channel {
public:
  TlsChannel(ClientSocket socket, Session session, const Patience& patience);
  ~TlsChannel() override;
  TlsChannel(const TlsChannel&) = delete;
  TlsChannel& operator=(const TlsChannel&) = delete;

  Result<void> shake_hands(const std::string& host);
  Result<std::size_t> read(char* into, std::size_t size) override;
  Result<bool> write(std::string_view bytes) override;
  // Whatever arrives between two exchanges, be it TLS's own, costs the connection: that is rare.
  bool is_quiet() const override {
    return is_open_ && SSL_has_pending(session_.get()) == 0 && socket_.is_quiet();
  }

private:
  // Repeats the operation until it has succeeded; nothing when the connection is of no more use.
  // (OpenSSL's message is then at the top of its queue, if there is one.)
  template <class Operation>
  Result<std::optional<int>> complete(Operation operation);
  Error handshake_failure(const std::string& host) const;

  ClientSocket socket_;
  Session session_;
  const Patience& patience_;
  bool is_open_ = false; // the handshake is done and nothing has gone wrong since
};

TlsChannel::TlsChannel(ClientSocket socket, Session session, const Patience& patience)
    : socket_(std::move(socket)), session_(std::move(session)), patience_(patience) {
  BIO* bio = BIO_new(quiet_socket());
  if (bio == nullptr) return; // the handshake will fail
  BIO_set_data(bio, &socket_);
  BIO_set_init(bio, 1);
  SSL_set_bio(session_.get(), bio, bio);
  SSL_set_mode(session_.get(), SSL_MODE_AUTO_RETRY);
}

TlsChannel::~TlsChannel() {
  if (is_open_) SSL_shutdown(session_.get()); // says goodbye without waiting for an answer
  ERR_clear_error();
}

template <class Operation>
Result<std::optional<int>> TlsChannel::complete(Operation operation) {
  while (true) {
    if (const Result<void> allowed = patience_.check(); !allowed) return allowed.error();
    ERR_clear_error();
    const int outcome = operation();
    if (outcome > 0) return std::optional(outcome);
    const int problem = SSL_get_error(session_.get(), outcome);
    if (problem == SSL_ERROR_ZERO_RETURN) return std::optional(0);
    if (problem != SSL_ERROR_WANT_READ && problem != SSL_ERROR_WANT_WRITE) {
      is_open_ = false;
      return std::optional<int>();
    }
    const short events = problem == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    const Result<void> ready = patience_.wait_for(socket_.descriptor(), events);
    if (!ready) return ready.error();
  }
}

Error TlsChannel::handshake_failure(const std::string& host) const {
  const long verify_result = SSL_get_verify_result(session_.get());
  if (verify_result != X509_V_OK) return certificate_refused(host, verify_result);
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  return {ErrorKind::network,
          "cannot agree on TLS with " + host + ": " +
              (reason != nullptr ? reason : "the connection was closed"),
          "check that the port speaks https"};
}

Result<void> TlsChannel::shake_hands(const std::string& host) {
  const auto connected = complete([this] { return SSL_connect(session_.get()); });
  if (!connected) return connected.error();
  is_open_ = connected->value_or(0) > 0;
  if (!is_open_) return handshake_failure(host);
  return {};
}

int chunk_size(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

Result<std::size_t> TlsChannel::read(char* into, std::size_t size) {
  const auto count = complete([&] { return SSL_read(session_.get(), into, chunk_size(size)); });
  if (!count) return count.error();
  if (!count->has_value()) return connection_lost();
  return static_cast<std::size_t>(**count);
}

Result<bool> TlsChannel::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count =
        complete([&] { return SSL_write(session_.get(), bytes.data(), chunk_size(bytes.size())); });
    if (!count) return count.error();
    if (count->value_or(0) == 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(**count));
  }
  return true;
}

} // namespace

Result<std::unique_ptr<Channel>> open_tls(ClientSocket socket, const TlsContext& context,
                                          const std::string& host, const Patience& patience) {
  Session session(SSL_new(context.get()), SSL_free);
  if (!session) return Error{ErrorKind::local, "cannot set up TLS"};
  if (const Result<void> expected = expect_host(*session, host); !expected) {
    return expected.error();
  }
  auto channel = std::make_unique<TlsChannel>(std::move(socket), std::move(session), patience);
  if (const Result<void> done = channel->shake_hands(host); !done) return done.error();
  return std::unique_ptr<Channel>(std::move(channel));
}

} // namespace syncbell
