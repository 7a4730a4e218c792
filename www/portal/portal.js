// What old libraries leave on a portal's page: globals, additions to prototypes, patched functions.

window.$ = window.jQuery = function () {};
window.wasm_bindgen = "a name of somebody else";
window.BUILD = { version: "old" };
Array.prototype.remove = function (value) {
  const at = this.indexOf(value);
  if (at >= 0) this.splice(at, 1);
  return this;
};
Object.defineProperty(String.prototype, "format", { value: (text) => text, enumerable: false });
Function.prototype.bindAsEventListener = function (object) {
  return (event) => this.call(object, event || window.event);
};
