// Opens the single file: styles and script come out of their blocks, and the script does all else.

(async () => {
  const waiting = document.getElementById("celan-waiting");
  try {
    const [styles, script] = await Promise.all(["styles", "main"].map(inlined));
    const sheet = document.createElement("style");
    sheet.textContent = text(styles);
    document.head.append(sheet);
    const program = document.createElement("script");
    program.dataset.celan = "celan";
    program.textContent = text(script);
    document.body.append(program);
  } catch (error) {
    waiting.textContent = `策览没能打开。需要 Chromium 86 或更新的浏览器。Celan could not start. It needs Chromium 86 or newer. ${error}`;
    waiting.setAttribute("role", "alert");
  }
})();
