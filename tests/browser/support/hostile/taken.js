// Somebody else has an element of our name.

customElements.define("celan-explorer", class extends HTMLElement {});
