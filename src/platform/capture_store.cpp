#include "platform/capture_store.hpp"

#include "core/capture_form.hpp"
#include "platform/folder_store.hpp"
#include "platform/jsonl_store.hpp"

namespace syncbell {
namespace {

template <class Store>
Result<std::unique_ptr<CaptureStore>> opened(std::unique_ptr<Store> store) {
  if (const Result<void> ready = store->open(); !ready) return ready.error();
  return std::unique_ptr<CaptureStore>(std::move(store));
}

} // namespace

Result<std::unique_ptr<CaptureStore>> open_capture_store(const std::string& path,
                                                         StoreSurroundings surroundings) {
  if (is_jsonl_name(path)) {
    return opened(std::make_unique<JsonlStore>(path, std::move(surroundings)));
  }
  return opened(std::make_unique<FolderStore>(path, std::move(surroundings)));
}

} // namespace syncbell
