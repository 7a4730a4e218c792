// For the page around a frame of frame.html: gives the frame the height that its explorer has.

addEventListener("message", (event) => {
  const { type, height } = Object(event.data);
  if (type !== "celan-height" || !(height > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
  }
});
