#include "support/tls_server.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <stdexcept>

namespace syncbell::test {
namespace {

using Context = std::shared_ptr<SSL_CTX>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

class TlsWire final : public Wire {
public:
  TlsWire(int descriptor, Session session) : Wire(descriptor), session_(std::move(session)) {}
  ~TlsWire() override {
    if (is_sound_) SSL_shutdown(session_.get());
    ERR_clear_error();
  }

  ssize_t read(char* into, std::size_t size) override {
    return checked(SSL_read(session_.get(), into, static_cast<int>(size)));
  }
  ssize_t write(std::string_view bytes) override {
    return checked(SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())));
  }

private:
  ssize_t checked(int count) {
    is_sound_ = is_sound_ && count > 0;
    return count;
  }

  Session session_;
  bool is_sound_ = true;
};

Context make_context(const Identity& identity, TlsBehaviour behaviour) {
  Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  const TextFile certificate(identity.certificate);
  const TextFile key(identity.key);
  const bool usable =
      SSL_CTX_use_certificate_chain_file(context.get(), certificate.path().c_str()) == 1 &&
      SSL_CTX_use_PrivateKey_file(context.get(), key.path().c_str(), SSL_FILETYPE_PEM) == 1;
  if (!usable) throw std::runtime_error("the TLS server of the test cannot use its identity");
  if (behaviour.highest_version != 0) {
    SSL_CTX_set_security_level(context.get(), 0); // old versions need it
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), behaviour.highest_version);
  }
  return context;
}

} // namespace

WireMaker tls_wire(const Identity& identity, TlsBehaviour behaviour) {
  return [context = make_context(identity, behaviour)](int descriptor) -> std::unique_ptr<Wire> {
    Session session(SSL_new(context.get()), SSL_free);
    SSL_set_fd(session.get(), descriptor);
    const bool accepted = SSL_accept(session.get()) == 1;
    ERR_clear_error();
    if (!accepted) return nullptr;
    return std::make_unique<TlsWire>(descriptor, std::move(session));
  };
}

} // namespace syncbell::test
