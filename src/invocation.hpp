#pragma once

#include "commands/complete.hpp"
#include "commands/completion.hpp"
#include "commands/doctor.hpp"
#include "commands/integrations.hpp"
#include "commands/listen.hpp"
#include "commands/mock.hpp"
#include "commands/replay.hpp"
#include "commands/subscribe.hpp"
#include "commands/subscriptions.hpp"
#include "commands/sync.hpp"
#include "commands/trigger.hpp"
#include "commands/unsubscribe.hpp"
#include "commands/verify.hpp"
#include "commands/wait.hpp"

#include <string>
#include <variant>

namespace syncbell {

// --help and --version: a text and no work.
struct ShowText {
  std::string text;
};

// What the user asked for. Adding a command here makes the compiler ask for its run().
using Invocation = std::variant<ShowText, ListenOptions, WaitOptions, ReplayOptions, TriggerOptions,
                                SubscribeOptions, UnsubscribeOptions, SubscriptionsOptions,
                                IntegrationsOptions, SyncOptions, VerifyOptions, MockOptions,
                                DoctorOptions, CompletionOptions, CompleteOptions>;

} // namespace syncbell
