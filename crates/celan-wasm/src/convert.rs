//! Plain JavaScript objects from wire structs and back.

use celan_wire::{Browse, DocumentHead, Refusal, Request, Response, Suggestion};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::JsValue;

pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value.serialize(&Serializer::json_compatible().serialize_bytes_as_arrays(false))
}

pub(crate) fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value)
}

/// The name under `key` of a plain object.
fn tag(object: &JsValue, key: &str) -> Result<String, Error> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(key))?;
    value.as_string().ok_or_else(|| Error::custom(format!("expected an object with a name under `{key}`")))
}

/// A request by its `call`. Read by hand: what serde derives for a tagged enum reads every struct in two ways, which
/// costs each visitor tens of kilobytes.
pub(crate) fn request(value: JsValue) -> Result<Request, Error> {
    Ok(match tag(&value, "call")?.as_str() {
        "add" => {
            let Add { name, bytes } = from_js(value)?;
            Request::Add { name, bytes }
        }
        "add_text" => {
            let AddText { name, text } = from_js(value)?;
            Request::AddText { name, text }
        }
        "remove" => Request::Remove { doc: from_js::<Doc>(value)?.doc },
        "overview" => Request::Overview,
        "facets" => Request::Facets,
        "search" => Request::Search(from_js(value)?),
        "targets" => Request::Targets(from_js(value)?),
        "duties" => Request::Duties(from_js(value)?),
        "documents" => Request::Documents(from_js(value)?),
        "industry" => {
            let Industry { id, browse } = from_js(value)?;
            Request::Industry { id, browse }
        }
        "document" => Request::Document { doc: from_js::<Doc>(value)?.doc },
        "suggest" => {
            let Suggest { text, limit } = from_js(value)?;
            Request::Suggest { text, limit }
        }
        other => return Err(Error::custom(format!("there is no call {other}"))),
    })
}

/// A response by its `answer`.
pub(crate) fn response(value: JsValue) -> Result<Response, Error> {
    Ok(match tag(&value, "answer")?.as_str() {
        "added" => {
            let Added { docs, refused } = from_js(value)?;
            Response::Added { docs, refused }
        }
        "removed" => Response::Removed { found: from_js::<Removed>(value)?.found },
        "overview" => Response::Overview(from_js(value)?),
        "facets" => Response::Facets(from_js(value)?),
        "search" => Response::Search(from_js(value)?),
        "targets" => Response::Targets(from_js(value)?),
        "duties" => Response::Duties(from_js(value)?),
        "documents" => Response::Documents(from_js(value)?),
        "industry" => Response::Industry(from_js(value)?),
        "document" => Response::Document(from_js(value)?),
        "suggest" => Response::Suggest { suggestions: from_js::<Suggested>(value)?.suggestions },
        "failed" => Response::Failed(from_js(value)?),
        other => return Err(Error::custom(format!("there is no answer {other}"))),
    })
}

#[derive(Deserialize)]
struct Add {
    name: String,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct AddText {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct Doc {
    doc: String,
}

#[derive(Deserialize)]
struct Industry {
    id: String,
    #[serde(default)]
    browse: Browse,
}

#[derive(Deserialize)]
struct Suggest {
    text: String,
    limit: usize,
}

#[derive(Deserialize)]
struct Added {
    docs: Vec<DocumentHead>,
    refused: Vec<Refusal>,
}

#[derive(Deserialize)]
struct Removed {
    found: bool,
}

#[derive(Deserialize)]
struct Suggested {
    suggestions: Vec<Suggestion>,
}
