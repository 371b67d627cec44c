#pragma once

#include "commands/replay.hpp"
#include "support/gate.hpp"
#include "support/temporary_folder.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace syncbell::test {

inline std::string event_of(const std::string& event, const std::string& integration) {
  return R"({"event":")" + event + R"(","integration_id":")" + integration + "\"}";
}

// A record with that body; what stands in the texts is already escaped as JSON wants it, but for
// the quotes of the body.
inline std::string record_of(const std::string& body, const HeaderFields& headers = {},
                             const std::string& received_at = "2026-11-23T08:00:00Z") {
  std::string quoted;
  for (const char c : body)
    quoted += (c == '"' ? "\\" : "") + std::string(1, c);
  std::string fields;
  for (const HeaderField& field : headers)
    fields += (fields.empty() ? "" : ",") + ("[\"" + field.name + "\",\"" + field.value + "\"]");
  return R"({"type":"delivery","version":1,"received_at":")" + received_at + R"(","headers":[)" +
         fields + R"(],"body":")" + quoted + "\"}";
}

// A whole replay of one file against a target that answers as it is told.
struct ReplayFixture {
  ReplayFixture() { options.url = "http://127.0.0.1:9/hook"; }

  // The file's lines.
  void captures(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
      text += line + "\n";
    options.paths = {folder.file("captures.jsonl", text)};
  }
  void use_secret(const std::string& secret) {
    machine.variables["PROPEXO_WEBHOOK_SECRET"] = secret;
  }
  // The statuses of the first answers, 0 for none; the others are 200.
  void answers(std::vector<int> statuses) { statuses_ = std::move(statuses); }
  // The signal arrives while the target is at its n-th delivery.
  void signal_during(std::size_t delivery, int signal) {
    machine.on_watch = [this](std::function<void(int)> on_signal) {
      on_signal_ = std::move(on_signal);
    };
    machine.io.on_stop_waiting = [this] { noticed_.open(); };
    signal_during_ = delivery;
    signal_ = signal;
  }

  ExitStatus run() {
    if (!statuses_.empty() || signal_ != 0) {
      machine.target.answer = [this](const FakeTarget::Received&, std::size_t before) {
        return answer(before);
      };
    }
    Environment environment = machine.environment();
    return syncbell::run(options, environment);
  }

  std::vector<FakeTarget::Received> received() const { return machine.target.received(); }
  std::vector<std::string> bodies() const { return machine.target.bodies(); }
  bool said(const std::string& text) const { return holds(machine.io.err(), text); }
  bool wrote(const std::string& text) const { return holds(machine.io.out(), text); }

  TemporaryFolder folder;
  TestEnvironment machine;
  ReplayOptions options;

private:
  // The folder is another every time.
  bool holds(std::string shown, const std::string& text) const {
    const std::string path = folder.path("");
    for (std::size_t at = shown.find(path); at != shown.npos; at = shown.find(path))
      shown.erase(at, path.size());
    CAPTURE(shown);
    return shown.find(text) != std::string::npos;
  }

  Result<int> answer(std::size_t before) {
    if (before + 1 == signal_during_) {
      on_signal_(signal_);
      noticed_.wait();
    }
    const int status = before < statuses_.size() ? statuses_[before] : 200;
    if (status == 0) return Error{ErrorKind::network, "nobody is there"};
    return status;
  }

  std::vector<int> statuses_;
  std::function<void(int)> on_signal_;
  std::size_t signal_during_ = 0;
  int signal_ = 0;
  Gate noticed_; // the signal, by the main thread
};

} // namespace syncbell::test
