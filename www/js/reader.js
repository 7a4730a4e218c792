// Reads files that are more than text, with a program of its own that is fetched when the first such file comes.

// How long a file may take. A volume of a thousand pages takes seconds; a file that was made to hang is given up.
const READING_LIMIT = 60000;

// The text of a Worker, so it uses nothing around it.
function serveReader(glue, post) {
  return async function receive({ module, name, bytes }) {
    try {
      const program = glue();
      await program({ module_or_path: module });
      post({ read: program.read(name, bytes) });
    } catch (error) {
      post({ trouble: String(error) });
    }
  };
}

// Resolves with {records, refused}, as `unpack` does; rejects only when the program cannot be had. Each file gets an instance that ends
// with it, and takes with it whatever the file did to its memory.
async function readFile(assets, name, bytes) {
  const module = await assets.module("reader");
  return new Promise((resolve) => {
    const settle = (read) => {
      clearTimeout(limit);
      place.stop();
      resolve(read);
    };
    const refuse = (code, found) => settle({ records: [], refused: [{ code, name, found }] });
    const hear = (message) => {
      if (message.read) settle({ records: message.read.sources.map(unreadRecord), refused: message.read.refused });
      else refuse("damaged", message.trouble);
    };
    const place = anywhere(serveReader, readerGlue, { module, name, bytes }, hear);
    const limit = setTimeout(() => refuse("too_slow", `${READING_LIMIT / 1000} s`), READING_LIMIT);
  });
}
