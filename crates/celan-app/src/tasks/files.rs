//! Files in and out, and the clipboard.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement,
    HtmlElement, HtmlImageElement, HtmlTextAreaElement, Node, Url,
};

/// Gives the person a file. The link for it lives inside `root` for a moment.
pub fn download(root: &Element, name: &str, kind: &str, content: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(content));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    click(root, name, &address);
    // Revoked later: some browsers read the address only after the click has returned.
    let revoke = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 10_000);
    }
}

/// Gives the person the drawing `svg` as a PNG of twice its size; `false` where the browser cannot draw it.
pub async fn download_png(root: Element, name: String, svg: String) -> bool {
    picture(&root, &svg).await.map(|address| click(&root, &name, &address)).is_some()
}

/// The address of a PNG of an SVG. The drawing comes as `data:`, which the page's policy allows.
async fn picture(root: &Element, svg: &str) -> Option<String> {
    const SCALE: u32 = 2;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", js_sys::encode_uri_component(svg)));
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = root.owner_document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(image.natural_width() * SCALE);
    canvas.set_height(image.natural_height() * SCALE);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.scale(f64::from(SCALE), f64::from(SCALE)).ok()?;
    pen.draw_image_with_html_image_element(&image, 0.0, 0.0).ok()?;
    canvas.to_data_url().ok()
}

fn click(root: &Element, name: &str, address: &str) {
    let made = root.owner_document().and_then(|document| document.create_element("a").ok());
    let Some(link) = made.and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok()) else { return };
    link.set_href(address);
    link.set_download(name);
    link.set_hidden(true);
    let node: &Node = root;
    let _ = node.append_child(&link);
    link.click();
    let _ = node.remove_child(&link);
}

/// Puts `text` on the clipboard; `false` where neither the new nor the old way is allowed.
pub async fn copy(root: Element, text: String) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // `navigator.clipboard` is missing on plain http.
    let navigator = window.navigator();
    let has = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|value| !value.is_undefined());
    if has && JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok() {
        return true;
    }
    copy_by_selection(&root, &text).unwrap_or(false)
}

fn copy_by_selection(root: &Element, text: &str) -> Option<bool> {
    let document = root.owner_document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("off-screen");
    let node: &Node = root;
    node.append_child(&area).ok()?;
    area.select();
    let command: js_sys::Function =
        js_sys::Reflect::get(&document, &"execCommand".into()).ok()?.dyn_into().ok()?;
    let done = command.call1(&document, &"copy".into()).ok()?.as_bool();
    let _ = node.remove_child(area.unchecked_ref::<HtmlElement>());
    done
}
