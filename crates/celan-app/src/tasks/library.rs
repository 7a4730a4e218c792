//! The person's own files, kept in IndexedDB under the id of the document they gave. Where the browser refuses storage
//! (a private window, a sandboxed frame, a full disk) nothing is kept, and the page says so.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "celan";
const STORE: &str = "files";

/// Keeps a file; `false` where the browser does not.
pub async fn keep_file(id: &str, name: &str, bytes: &[u8]) -> bool {
    // A list of name and bytes: plain values that every browser clones.
    let entry = Array::of2(&JsValue::from_str(name), &Uint8Array::from(bytes));
    let Some(store) = store(IdbTransactionMode::Readwrite).await else { return false };
    match store.put_with_key(&entry, &JsValue::from_str(id)) {
        Ok(request) => settled(&request).await.is_ok(),
        Err(_) => false,
    }
}

/// Forgets a file.
pub async fn forget_file(id: &str) {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await
        && let Ok(request) = store.delete(&JsValue::from_str(id))
    {
        let _ = settled(&request).await;
    }
}

/// The names and bytes of all files kept.
pub async fn kept_files() -> Vec<(String, Vec<u8>)> {
    let Some(store) = store(IdbTransactionMode::Readonly).await else { return Vec::new() };
    let Ok(request) = store.get_all() else { return Vec::new() };
    let Ok(found) = settled(&request).await else { return Vec::new() };
    let entry = |value: JsValue| {
        let entry: Array = value.dyn_into().ok()?;
        let bytes: Uint8Array = entry.get(1).dyn_into().ok()?;
        Some((entry.get(0).as_string()?, bytes.to_vec()))
    };
    Array::from(&found).iter().filter_map(entry).collect()
}

async fn store(mode: IdbTransactionMode) -> Option<IdbObjectStore> {
    // Reading the property throws in a sandboxed frame.
    let factory = web_sys::window()?.indexed_db().ok()??;
    let request = factory.open_with_u32(DATABASE, 1).ok()?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database = asked.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        // A store that is there already is the one that is wanted.
        let _ = database.map(|database| database.create_object_store(STORE));
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = settled(&request).await.ok()?.dyn_into().ok()?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode).ok()?;
    transaction.object_store(STORE).ok()
}

/// The result of a request, once it has one.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
