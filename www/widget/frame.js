// The page for portals that take no element, only frames: the explorer gets its attributes from the address
// (frame.html?view=chart&indicator=high_tech_enterprises) and tells the page around it how high it is.

(() => {
  // Not `src`: whoever writes the address must not choose the documents that this page speaks for.
  const WISHES = ["view", "q", "industry", "region", "indicator", "lang", "theme"];
  const explorer = document.querySelector("celan-explorer");
  const wished = new URLSearchParams(location.search);
  for (const name of WISHES) if (wished.has(name)) explorer.setAttribute(name, wished.get(name));
  document.body.style.margin = "0";
  if (parent === window) return;
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "celan-height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
})();
