#pragma once

#include <filesystem>
#include <string>

// Certificates made while the test runs, so that none in the tree can expire or be taken for real.
namespace syncbell::test {

struct CertificateWish {
  std::string common_name = "syncbell test";
  std::string names = {};    // subject alternative names as OpenSSL has them: "DNS:a.test,IP:::1"
  int valid_from_days = -10; // from today
  int valid_to_days = 10;
};

// A certificate and its private key, both PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

// An authority known to nobody, with a key of its own.
class TestAuthority {
public:
  explicit TestAuthority(const std::string& name = "syncbell test authority");

  Identity issue(const CertificateWish& wish) const;
  const std::string& certificate() const { return identity_.certificate; }

private:
  Identity identity_;
};

Identity self_signed(const CertificateWish& wish);

// A file with that text in a directory of its own; gone with the object.
class TextFile {
public:
  explicit TextFile(const std::string& text);
  ~TextFile();
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  std::string path() const { return (directory_ / "file.pem").string(); }
  std::string directory() const { return directory_.string(); }

private:
  std::filesystem::path directory_;
};

} // namespace syncbell::test
