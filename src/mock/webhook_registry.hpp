#pragma once

#include "core/http_message.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"
#include "mock/id_maker.hpp"
#include "mock/scenario.hpp"

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell::mock {

// A webhook as the account holds it.
struct Webhook {
  struct Trigger {
    std::string id;
    std::string name;
    std::optional<std::string> model;
  };
  std::string id;
  WallTime created_at;
  WallTime updated_at;
  std::string url;
  HeaderFields headers;
  bool active = false;
  Secret secret;
  std::vector<Trigger> triggers;

  bool has_trigger(std::string_view name) const;
};

// What a create or an update says; what is absent stays as it is, or as Propexo has it by default.
struct WebhookInput {
  std::optional<std::string> url = {};
  std::optional<std::vector<std::string>> triggers = {};
  std::optional<HeaderFields> headers = {};
  std::optional<bool> active = {};
  std::optional<Secret> secret = {};
  std::optional<std::string> model = {};
};

// Events that concern the records of a model; only these triggers have one.
bool is_data_trigger(std::string_view name);

// The webhooks of the account, oldest first.
class WebhookRegistry {
public:
  // An inactive webhook without triggers unless the input says otherwise. Without a secret one is
  // made: the same in every run, which is fit for a simulation only.
  Webhook& create(const WebhookInput& input, WallTime now);
  // Nothing when there is no such webhook.
  Webhook* update(std::string_view id, const WebhookInput& input, WallTime now);
  bool remove(std::string_view id);
  const Webhook* find(std::string_view id) const;
  const std::list<Webhook>& all() const { return webhooks_; }

private:
  void apply(const WebhookInput& input, Webhook& webhook);
  void set_triggers(const std::vector<std::string>& names, Webhook& webhook);

  IdMaker ids_;
  std::list<Webhook> webhooks_;
};

WebhookInput input_from(const WebhookPlan& plan);

} // namespace syncbell::mock
