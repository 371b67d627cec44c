#include "support/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace syncbell::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("a test certificate could not be made");
}

Key make_key() {
  Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), EVP_PKEY_free);
  require(key != nullptr);
  return key;
}

std::string text_of(BIO* bio) {
  std::string text(BIO_ctrl_pending(bio), '\0');
  require(BIO_read(bio, text.data(), static_cast<int>(text.size())) >= 0);
  return text;
}

Identity as_pem(X509* certificate, EVP_PKEY* key) {
  const Bio certificate_text(BIO_new(BIO_s_mem()), BIO_free);
  const Bio key_text(BIO_new(BIO_s_mem()), BIO_free);
  require(PEM_write_bio_X509(certificate_text.get(), certificate) == 1);
  require(PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr) ==
          1);
  return {text_of(certificate_text.get()), text_of(key_text.get())};
}

Bio reader(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context = {};
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// Not signed yet, issued by itself.
Certificate draft(const CertificateWish& wish, EVP_PKEY* key) {
  static std::atomic<long> serial = 1;
  Certificate certificate(X509_new(), X509_free);
  X509* raw = certificate.get();
  constexpr long day = 86'400;
  require(X509_set_version(raw, 2) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(raw), serial++);
  X509_gmtime_adj(X509_getm_notBefore(raw), wish.valid_from_days * day);
  X509_gmtime_adj(X509_getm_notAfter(raw), wish.valid_to_days * day);
  X509_NAME* name = X509_get_subject_name(raw);
  require(X509_NAME_add_entry_by_NID(
              name, NID_commonName, MBSTRING_UTF8,
              std::basic_string<unsigned char>(wish.common_name.begin(), wish.common_name.end())
                  .c_str(),
              -1, -1, 0) == 1);
  require(X509_set_issuer_name(raw, name) == 1 && X509_set_pubkey(raw, key) == 1);
  if (!wish.names.empty()) add_extension(raw, NID_subject_alt_name, wish.names);
  return certificate;
}

void sign(X509* certificate, EVP_PKEY* key) {
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

} // namespace

Identity self_signed(const CertificateWish& wish) {
  const Key key = make_key();
  const Certificate certificate = draft(wish, key.get());
  sign(certificate.get(), key.get());
  return as_pem(certificate.get(), key.get());
}

TestAuthority::TestAuthority(const std::string& name) {
  const Key key = make_key();
  const Certificate certificate = draft({.common_name = name}, key.get());
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), NID_key_usage, "critical,keyCertSign");
  sign(certificate.get(), key.get());
  identity_ = as_pem(certificate.get(), key.get());
}

Identity TestAuthority::issue(const CertificateWish& wish) const {
  const Certificate issuer(
      PEM_read_bio_X509(reader(identity_.certificate).get(), nullptr, nullptr, nullptr), X509_free);
  const Key issuer_key(
      PEM_read_bio_PrivateKey(reader(identity_.key).get(), nullptr, nullptr, nullptr),
      EVP_PKEY_free);
  require(issuer != nullptr && issuer_key != nullptr);
  const Key key = make_key();
  const Certificate certificate = draft(wish, key.get());
  require(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get())) == 1);
  sign(certificate.get(), issuer_key.get());
  return as_pem(certificate.get(), key.get());
}

TextFile::TextFile(const std::string& text) {
  std::string pattern = (std::filesystem::temp_directory_path() / "syncbell_test_XXXXXX").string();
  require(::mkdtemp(pattern.data()) != nullptr);
  directory_ = pattern;
  std::ofstream(path()) << text;
}

TextFile::~TextFile() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

} // namespace syncbell::test
