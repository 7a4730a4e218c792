// What libraries of twenty years left on portals' pages: enumerable additions to every object, serializers of their own,
// replaced built-ins, loaders that look for modules.

Object.prototype.extend = function (source) {
  for (const name in source) this[name] = source[name];
  return this;
};
Array.prototype.each = Array.prototype.forEach;
Array.prototype.toJSON = function () {
  return "[an array of somebody else]";
};
String.prototype.toJSON = function () {
  return `"${this}"`;
};
Array.from = (item) => (Array.isArray(item) ? item : item === undefined ? [] : [item]);
Array.prototype.flat = function () {
  return this;
};
Function.prototype.bind = function (object, ...first) {
  const method = this;
  return function (...rest) {
    return method.apply(object, first.concat(rest));
  };
};
Element.prototype.remove = function () {
  if (this.parentNode) this.parentNode.removeChild(this);
};
String.prototype.trim = function () {
  return this.replace(/^\s+|\s+$/g, "");
};
window.define = () => {};
window.define.amd = {};
window.module = { exports: {} };
window.exports = window.module.exports;
window.process = { env: {} };
window.$ = window.jQuery = window._ = () => {};
window.wasm_bindgen = window.BUILD = window.Engine = window.Host = "a name of somebody else";
