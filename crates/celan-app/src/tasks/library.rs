//! The texts of the documents that the person added, kept in IndexedDB under their ids. Where the browser refuses storage
//! (a private window, a sandboxed frame, a full disk, a broken database or one of a newer version) nothing is kept and nothing
//! that was there is touched, and the page says so.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "celan";
const STORE: &str = "texts";

/// Keeps the text of a document under its id, with the name of the file it came from; `false` where the browser does
/// not.
pub async fn keep_text(id: &str, name: &str, text: &str) -> bool {
    // A list of name and text: plain values that every browser clones.
    let entry = Array::of2(&JsValue::from_str(name), &JsValue::from_str(text));
    let Some(store) = store(IdbTransactionMode::Readwrite).await else { return false };
    // A full disk is told when the transaction ends, long after the request has succeeded.
    store.put_with_key(&entry, &JsValue::from_str(id)).is_ok() && ended(&store.transaction()).await
}

/// Forgets a document; `false` where the browser does not.
pub async fn forget_text(id: &str) -> bool {
    let Some(store) = store(IdbTransactionMode::Readwrite).await else { return false };
    store.delete(&JsValue::from_str(id)).is_ok() && ended(&store.transaction()).await
}

/// The names and texts of all documents kept; `None` where they cannot be read.
pub async fn kept_texts() -> Option<Vec<(String, String)>> {
    let request = store(IdbTransactionMode::Readonly).await?.get_all().ok()?;
    let found = settled(&request).await.ok()?;
    let entry = |value: JsValue| {
        let entry: Array = value.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    Some(Array::from(&found).iter().filter_map(entry).collect())
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
    let transaction = database.transaction_with_str_and_mode(STORE, mode).ok();
    // Closed once the transaction has ended: a tab with a newer version must not wait for this one.
    database.close();
    transaction?.object_store(STORE).ok()
}

/// Whether a transaction wrote what it was given.
async fn ended(transaction: &IdbTransaction) -> bool {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.is_ok()
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
