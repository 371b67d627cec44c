#include "net/strict_tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace syncbell {
namespace {

Error unusable_ca_file(const std::string& ca_file, const std::string& why) {
  return {ErrorKind::usage, "cannot use '" + ca_file + "' as certificate authorities: " + why,
          "--cacert takes a file of certificates in PEM form"};
}

Result<void> trust_file(SSL_CTX& context, const std::string& ca_file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(ca_file, ignored)) {
    return unusable_ca_file(ca_file, "it is a directory");
  }
  if (!std::ifstream(ca_file)) {
    return unusable_ca_file(ca_file, std::generic_category().message(errno));
  }
  if (SSL_CTX_load_verify_file(&context, ca_file.c_str()) != 1) {
    ERR_clear_error();
    return unusable_ca_file(ca_file, "it holds no certificate that can be read");
  }
  return {};
}

bool is_literal_address(const std::string& host) {
  std::array<unsigned char, 16> address = {};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

// Server names are for names only, not for addresses (RFC 6066, section 3). It is spelled out
// because SSL_set_tlsext_host_name() casts as C does; OpenSSL copies the name.
bool announce_host(SSL& session, std::string host) {
  return SSL_ctrl(&session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, host.data()) ==
         1;
}

struct CertificateFault {
  std::string reason;
  std::string hint;
};

CertificateFault fault_of(long verify_result) {
  const std::string own_authority =
      "if it comes from an authority of your own, give that one's certificate with --cacert FILE";
  switch (verify_result) {
  case X509_V_ERR_CERT_HAS_EXPIRED:
    return {"it has expired", "if it has not, check the clock of this machine"};
  case X509_V_ERR_CERT_NOT_YET_VALID:
    return {"it is not valid yet", "check the clock of this machine"};
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    return {"it is self-signed", "if you trust it, give it with --cacert FILE"};
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    return {"its authority is not trusted", own_authority};
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
  case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    return {"its authority is not known here (unable to get local issuer certificate)",
            own_authority};
  case X509_V_ERR_HOSTNAME_MISMATCH:
  case X509_V_ERR_IP_ADDRESS_MISMATCH:
    return {"it was issued for other names", "check the host in the URL"};
  default:
    return {X509_verify_cert_error_string(verify_result), {}};
  }
}

} // namespace

Result<TlsContext> make_tls_context(const std::string& ca_file) {
  const TlsContext context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) {
    return Error{ErrorKind::local, "cannot set up TLS"};
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (ca_file.empty()) {
    SSL_CTX_set_default_verify_paths(context.get());
    ERR_clear_error();
  } else if (const Result<void> trusted = trust_file(*context, ca_file); !trusted) {
    return trusted.error();
  }
  return context;
}

Result<void> expect_host(SSL& session, const std::string& host) {
  X509_VERIFY_PARAM* rules = SSL_get0_param(&session);
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT |
                                             X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool accepted = is_literal_address(host)
                            ? X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1
                            : X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) == 1 &&
                                  announce_host(session, host);
  if (accepted) return {};
  ERR_clear_error();
  return Error{ErrorKind::usage, "'" + host + "' is not a host that a certificate can name"};
}

Error certificate_refused(const std::string& host, long verify_result) {
  CertificateFault fault = fault_of(verify_result);
  return {ErrorKind::network, "the certificate of " + host + " is not valid: " + fault.reason,
          std::move(fault.hint)};
}

} // namespace syncbell
