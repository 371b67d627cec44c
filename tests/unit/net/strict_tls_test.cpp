#include "net/strict_tls.hpp"
#include "support/certificates.hpp"

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

const TestAuthority& authority() {
  static const TestAuthority made;
  return made;
}

Session server_with(const Identity& identity) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_server_method()),
                                                                  SSL_CTX_free);
  const TextFile certificate(identity.certificate);
  const TextFile key(identity.key);
  REQUIRE(SSL_CTX_use_certificate_chain_file(context.get(), certificate.path().c_str()) == 1);
  REQUIRE(SSL_CTX_use_PrivateKey_file(context.get(), key.path().c_str(), SSL_FILETYPE_PEM) == 1);
  return {SSL_new(context.get()), SSL_free};
}

// What the client thinks of the server's certificate after a handshake in memory.
long verdict(const TlsContext& context, const std::string& host, const Identity& identity) {
  const Session client(SSL_new(context.get()), SSL_free);
  const Session server = server_with(identity);
  REQUIRE(expect_host(*client, host));
  BIO* client_end = nullptr;
  BIO* server_end = nullptr;
  REQUIRE(BIO_new_bio_pair(&client_end, 0, &server_end, 0) == 1);
  SSL_set_bio(client.get(), client_end, client_end);
  SSL_set_bio(server.get(), server_end, server_end);
  bool connected = false;
  for (int i = 0; i < 10; ++i) {
    connected = SSL_connect(client.get()) == 1;
    SSL_accept(server.get());
  }
  ERR_clear_error();
  const long result = SSL_get_verify_result(client.get());
  CHECK(connected == (result == X509_V_OK)); // it is refused in the handshake, not afterwards
  return result;
}

// The same for a certificate of the authority that is trusted.
bool is_accepted(const std::string& host, const CertificateWish& wish) {
  const TextFile ca_file(authority().certificate());
  const Result<TlsContext> context = make_tls_context(ca_file.path());
  REQUIRE(context);
  return verdict(*context, host, authority().issue(wish)) == X509_V_OK;
}

} // namespace

TEST_CASE("make_tls_context") {
  SUBCASE("the authorities of the system") {
    const Result<TlsContext> context = make_tls_context("");
    REQUIRE(context);
    CHECK(verdict(*context, "api.test", authority().issue({.names = "DNS:api.test"})) ==
          X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  }
  SUBCASE("TLS 1.2 at least") {
    const Result<TlsContext> context = make_tls_context("");
    REQUIRE(context);
    CHECK(SSL_CTX_ctrl(context->get(), SSL_CTRL_GET_MIN_PROTO_VERSION, 0, nullptr) ==
          TLS1_2_VERSION);
    CHECK(SSL_CTX_get_verify_mode(context->get()) == SSL_VERIFY_PEER);
  }
  SUBCASE("a file that cannot be used is an error that names it") {
    const TextFile no_pem("this is no certificate\n");
    const TextFile empty("");
    const TextFile key_only(self_signed({}).key);
    for (const std::string& path : {no_pem.path(), empty.path(), key_only.path(),
                                    no_pem.directory(), no_pem.directory() + "/missing.pem"}) {
      CAPTURE(path);
      const Result<TlsContext> context = make_tls_context(path);
      REQUIRE_FALSE(context);
      CHECK(context.error().kind == ErrorKind::usage);
      CHECK(context.error().message.find(path) != std::string::npos);
    }
    CHECK(ERR_peek_error() == 0);
  }
}

TEST_CASE("expect_host") {
  SUBCASE("names") {
    CHECK(is_accepted("api.test", {.names = "DNS:api.test"}));
    CHECK(is_accepted("api.test", {.names = "DNS:other.test,DNS:API.Test"}));
    CHECK_FALSE(is_accepted("api.test", {.names = "DNS:other.test"}));
    CHECK_FALSE(is_accepted("api.test", {.names = "DNS:api.test.evil.test"}));
    CHECK_FALSE(is_accepted("eu.api.test", {.names = "DNS:api.test"}));
  }
  SUBCASE("wildcards are one whole label") {
    CHECK(is_accepted("api.example.test", {.names = "DNS:*.example.test"}));
    CHECK_FALSE(is_accepted("a.b.example.test", {.names = "DNS:*.example.test"}));
    CHECK_FALSE(is_accepted("api.example.test", {.names = "DNS:a*.example.test"}));
    CHECK_FALSE(is_accepted("api.example.test", {.names = "DNS:*i.example.test"}));
    CHECK_FALSE(is_accepted("example.test", {.names = "DNS:*.test"}));
  }
  SUBCASE("a common name does not count") {
    CHECK_FALSE(is_accepted("api.test", {.common_name = "api.test"}));
    CHECK_FALSE(is_accepted("api.test", {.common_name = "api.test", .names = "DNS:other.test"}));
    CHECK_FALSE(is_accepted("127.0.0.1", {.common_name = "127.0.0.1"}));
  }
  SUBCASE("addresses") {
    CHECK(is_accepted("127.0.0.1", {.names = "IP:127.0.0.1"}));
    CHECK(is_accepted("::1", {.names = "IP:::1"}));
    CHECK_FALSE(is_accepted("127.0.0.1", {.names = "IP:127.0.0.2"}));
    CHECK_FALSE(is_accepted("127.0.0.1", {.names = "DNS:127.0.0.1"}));
    CHECK_FALSE(is_accepted("127.0.0.1", {.names = "DNS:localhost"}));
  }
  SUBCASE("the time counts") {
    CHECK_FALSE(is_accepted("api.test", {.names = "DNS:api.test", .valid_to_days = -1}));
    CHECK_FALSE(is_accepted("api.test", {.names = "DNS:api.test", .valid_from_days = 1}));
  }
  SUBCASE("names are announced and addresses are not") {
    const Result<TlsContext> context = make_tls_context("");
    REQUIRE(context);
    const Session session(SSL_new(context->get()), SSL_free);
    REQUIRE(expect_host(*session, "127.0.0.1"));
    CHECK(SSL_get_servername(session.get(), TLSEXT_NAMETYPE_host_name) == nullptr);
    REQUIRE(expect_host(*session, "api.test"));
    CHECK(SSL_get_servername(session.get(), TLSEXT_NAMETYPE_host_name) == std::string("api.test"));
  }
  SUBCASE("hosts that no certificate can name") {
    const Result<TlsContext> context = make_tls_context("");
    REQUIRE(context);
    const Session session(SSL_new(context->get()), SSL_free);
    const Result<void> expected = expect_host(*session, std::string(300, 'a'));
    REQUIRE_FALSE(expected);
    CHECK(expected.error().kind == ErrorKind::usage);
  }
}

TEST_CASE("certificate_refused") {
  const auto message = [](long code) { return certificate_refused("api.test", code).message; };
  const std::string begin = "the certificate of api.test is not valid: ";

  CHECK(message(X509_V_ERR_CERT_HAS_EXPIRED) == begin + "it has expired");
  CHECK(message(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) == begin + "it is self-signed");
  CHECK(message(X509_V_ERR_HOSTNAME_MISMATCH) == begin + "it was issued for other names");
  CHECK(message(X509_V_ERR_IP_ADDRESS_MISMATCH) == begin + "it was issued for other names");
  CHECK(message(X509_V_ERR_CERT_REVOKED) == begin + "certificate revoked");
  CHECK(message(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY)
            .find("unable to get local issuer certificate") != std::string::npos);

  SUBCASE("trust in one's own hands is hinted at where it helps") {
    const auto hints = [](long code) {
      return certificate_refused("a", code).hint.find("--cacert") != std::string::npos;
    };
    CHECK(hints(X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT));
    CHECK(hints(X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN));
    CHECK(hints(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY));
    CHECK_FALSE(hints(X509_V_ERR_HOSTNAME_MISMATCH));
    CHECK_FALSE(hints(X509_V_ERR_CERT_HAS_EXPIRED));
  }
}
