#include "cli/option_types.hpp"

#include "core/custom_header.hpp"
#include "core/joined.hpp"
#include "core/pacing.hpp"
#include "core/printable.hpp"
#include "core/suggestion.hpp"
#include "core/url.hpp"
#include "wire/payload_edit.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <memory>

namespace syncbell {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw CLI::ValidationError(name, why);
}

std::string in_one_line(const Error& error) {
  return error.hint.empty() ? error.message : error.message + "; " + error.hint;
}

[[noreturn]] void refuse(const std::string& name, const Error& error) {
  refuse(name, in_one_line(error));
}

std::string long_name(const std::string& name) { return name.substr(name.rfind(',') + 1); }

// "a,b" and "c" to a, b, c; an empty item is refused.
std::vector<std::string> split_list(const std::string& name,
                                    const std::vector<std::string>& given) {
  std::vector<std::string> items;
  for (const std::string& text : given) {
    if (text.empty()) refuse(name, "is empty");
    std::size_t from = 0;
    for (;;) {
      const std::size_t comma = text.find(',', from);
      items.push_back(text.substr(from, comma - from));
      if (items.back().empty()) refuse(name, "'" + text + "' holds an empty item");
      if (comma == text.npos) break;
      from = comma + 1;
    }
  }
  return items;
}

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

[[noreturn]] void refuse_event(const std::string& name, const std::string& event) {
  const std::vector<std::string> known = trigger_kind_names();
  refuse(name, "unknown event '" + event + "'" + did_you_mean(event, views(known)) +
                   " (known: " + joined(known) + ")");
}

Duration duration_of(const std::string& name, const std::string& text) {
  const Result<Duration> duration = parse_duration(text);
  if (!duration) refuse(name, duration.error());
  return *duration;
}

ListenAddress address_of(const std::string& name, const std::string& text, ListenAddress address) {
  const std::size_t colon = text.rfind(':');
  const std::string port = colon == text.npos ? text : text.substr(colon + 1);
  if (colon != text.npos) {
    std::string host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
      host = host.substr(1, host.size() - 2);
    else if (host.find(':') != host.npos)
      refuse(name, "write the IPv6 address in brackets: [::1]:4480");
    if (host.empty()) refuse(name, "'" + text + "' has no host before the colon");
    address.host = host;
  }
  const char* end = port.data() + port.size();
  const auto [stopped, failure] = std::from_chars(port.data(), end, address.port);
  if (failure != std::errc{} || stopped != end) {
    refuse(name, "'" + text + "' is not [HOST:]PORT with a port from 0 to 65535");
  }
  return address;
}

// What holds white space or control characters, and so cannot be meant for a `kind`.
void refuse_odd(const std::string& name, const std::string& text, const std::string& kind) {
  const bool is_odd = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
  });
  if (!is_odd) return;
  refuse(name, "'" + printable(text) + "' is no " + kind +
                   ": it holds white space or control characters");
}

template <class SomeId>
SomeId id_of(const std::string& name, const std::string& text) {
  refuse_odd(name, text, "ID");
  return SomeId(text);
}

template <class SomeId>
CLI::Option* add_ids(CLI::App& app, const std::string& name, std::vector<SomeId>& value,
                     const std::string& help) {
  const bool positional = !name.starts_with('-');
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [name, &value](const std::vector<std::string>& given) {
            for (const std::string& id : split_list(long_name(name), given)) {
              value.push_back(id_of<SomeId>(long_name(name), id));
            }
          },
          help)
      ->allow_extra_args(positional)
      ->type_name("ID");
}

template <class SomeId>
CLI::Option* add_id(CLI::App& app, const std::string& name, const std::function<void(SomeId)>& take,
                    const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, take](const std::string& text) {
            if (text.empty()) refuse(long_name(name), "is empty");
            if (text.find(',') != text.npos) refuse(long_name(name), "must be one ID, not a list");
            take(id_of<SomeId>(long_name(name), text));
          },
          help)
      ->type_name("ID");
}

} // namespace

CLI::Option* add_duration(CLI::App& app, const std::string& name, Duration& value,
                          const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) { value = duration_of(long_name(name), text); },
          help)
      ->type_name("DUR");
}

CLI::Option* add_duration(CLI::App& app, const std::string& name, std::optional<Duration>& value,
                          const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) { value = duration_of(long_name(name), text); },
          help)
      ->type_name("DUR");
}

CLI::Option* add_listen_address(CLI::App& app, const std::string& name, ListenAddress& value,
                                const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            value = address_of(long_name(name), text, value);
          },
          help)
      ->type_name("[HOST:]PORT");
}

CLI::Option* add_models(CLI::App& app, const std::string& name, std::vector<std::string>& value,
                        const std::string& help) {
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [name, &value](const std::vector<std::string>& given) {
            for (std::string& model : split_list(name, given)) {
              refuse_odd(name, model, "model");
              value.push_back(std::move(model));
            }
          },
          help)
      ->allow_extra_args(false)
      ->type_name("MODEL");
}

CLI::Option* add_integrations(CLI::App& app, const std::string& name,
                              std::vector<IntegrationId>& value, const std::string& help) {
  return add_ids(app, name, value, help);
}

CLI::Option* add_integration(CLI::App& app, const std::string& name,
                             const std::function<void(IntegrationId)>& take,
                             const std::string& help) {
  return add_id(app, name, take, help);
}

CLI::Option* add_webhooks(CLI::App& app, const std::string& name,
                          std::vector<SubscriptionId>& value, const std::string& help) {
  return add_ids(app, name, value, help);
}

CLI::Option* add_webhook(CLI::App& app, const std::string& name,
                         const std::function<void(SubscriptionId)>& take, const std::string& help) {
  return add_id(app, name, take, help);
}

CLI::Option* add_url(CLI::App& app, const std::string& name, std::string& value,
                     const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            if (const Result<Url> url = parse_url(text); !url) refuse(long_name(name), url.error());
            value = text;
          },
          help)
      ->type_name("URL");
}

CLI::Option* add_custom_headers(CLI::App& app, const std::string& name, HeaderFields& value,
                                const std::string& help) {
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [name, &value](const std::vector<std::string>& given) {
            for (const std::string& text : given) {
              const Result<HeaderField> field = parse_custom_header(text);
              if (!field) refuse(long_name(name), field.error());
              if (find_header(value, field->name)) refuse(long_name(name), field->name + " twice");
              value.push_back(*field);
            }
          },
          help)
      ->allow_extra_args(false)
      ->type_name("'NAME: VALUE'");
}

CLI::Option* add_events(CLI::App& app, const std::string& name, std::set<std::string>& value,
                        const std::string& help) {
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [name, &value](const std::vector<std::string>& given) {
            for (const std::string& event : split_list(long_name(name), given)) {
              if (!trigger_kind_named(event)) refuse_event(long_name(name), event);
              value.insert(event);
            }
          },
          help)
      ->allow_extra_args(false)
      ->type_name("EVENT");
}

CLI::Option* add_event(CLI::App& app, const std::string& name,
                       const std::function<void(TriggerKind)>& take, const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, take](const std::string& text) {
            const std::optional<TriggerKind> kind = trigger_kind_named(text);
            if (!kind) refuse_event(long_name(name), text);
            take(*kind);
          },
          help)
      ->type_name("");
}

CLI::Option* add_target(CLI::App& app, const std::string& name, std::string& value,
                        const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            const Result<Url> url = parse_url(text);
            if (!url) refuse(long_name(name), url.error());
            if (!url->userinfo.empty()) {
              refuse(long_name(name), "a user name and password in a URL can be read by everybody "
                                      "on this machine; leave them out");
            }
            value = text;
          },
          help)
      ->type_name("URL");
}

void add_edits(CLI::App& app, std::vector<PayloadEdit>& value) {
  const auto add = [&app, &value](const std::string& name, bool force_text,
                                  const std::string& help) {
    app.add_option_function<std::vector<std::string>>(
           name,
           [name, force_text, &value](const std::vector<std::string>& given) {
             for (const std::string& text : given) {
               Result<PayloadEdit> edit = parse_edit(text, force_text);
               if (!edit) refuse(name, edit.error());
               value.push_back(*std::move(edit));
             }
           },
           help)
        ->allow_extra_args(false)
        ->type_name("PATH=VALUE");
  };
  add("--set", false,
      "Put a value into the payload: data.integration_id=abc, data.failed_job_count=3");
  add("--set-string", true, "The same, always as text");
}

CLI::Option* add_failure_allowance(CLI::App& app, const std::string& name,
                                   std::optional<FailureAllowance>& value,
                                   const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            const Result<FailureAllowance> allowance = parse_failure_allowance(text);
            if (!allowance) refuse(long_name(name), allowance.error());
            value = *allowance;
          },
          help)
      ->type_name("N|P%");
}

CLI::Option* add_rate(CLI::App& app, const std::string& name, std::optional<double>& value,
                      const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            const Result<double> rate = parse_rate(text);
            if (!rate) refuse(long_name(name), rate.error());
            value = *rate;
          },
          help)
      ->type_name("N/s");
}

CLI::Option* add_statuses(CLI::App& app, const std::string& name, StatusExpectation& value,
                          const std::string& help) {
  return app
      .add_option_function<std::string>(
          name,
          [name, &value](const std::string& text) {
            const Result<StatusExpectation> statuses = StatusExpectation::parse(text);
            if (!statuses) refuse(long_name(name), statuses.error());
            value = *statuses;
          },
          help)
      ->type_name("STATUS");
}

CLI::Option*
add_flag_with_value(CLI::App& app, const std::string& name,
                    const std::function<Result<void>(const std::optional<std::string>&)>& take,
                    const std::string& help) {
  static const std::string no_value = "true"; // what CLI11 gives a flag that has none
  const auto kept = std::make_shared<std::string>();
  return app.add_flag(name, *kept, help)->each([take, kept](const std::string& text) {
    const Result<void> taken = take(text == no_value ? std::nullopt : std::optional(text));
    if (!taken) throw CLI::ValidationError(in_one_line(taken.error())); // CLI11 adds the name
  });
}

CLI::Option* add_choice(CLI::App& app, const std::string& name,
                        const std::vector<std::string>& choices,
                        const std::function<void(const std::string&)>& choose,
                        const std::string& help) {
  std::string shape;
  for (const std::string& choice : choices)
    shape += (shape.empty() ? "" : "|") + choice;
  return app
      .add_option_function<std::string>(
          name,
          [name, choices, choose](const std::string& text) {
            if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
              refuse(long_name(name), "'" + text + "' is none of " + joined(choices) +
                                          did_you_mean(text, views(choices)));
            }
            choose(text);
          },
          help)
      ->type_name(shape);
}

} // namespace syncbell
