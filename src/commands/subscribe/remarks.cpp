#include "commands/subscribe/remarks.hpp"

#include "core/printable.hpp"

namespace syncbell {

void tell_remarks(const WebhookSubscription& kept, const WantedSubscription& wanted,
                  Console& console) {
  const std::string id = kept.id.text() + ": ";
  for (const std::string& remark : remarks_on(kept, wanted))
    console.note(printable(id + remark));
  // With another secret than the service checks with, nothing is delivered: --quiet is to keep it.
  if (const auto warning = secret_warning(kept, wanted)) console.warn(printable(id + *warning));
}

} // namespace syncbell
