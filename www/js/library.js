// The documents that the person added, kept in the browser's database: under the id of each what a pack would hold of it, so
// that none is read twice.

const LIBRARY = "celan";

// What makes each version of the database out of the one before. A step that was published is never changed.
const MIGRATIONS = [
  // 1: [name of the file, text].
  (database) => database.createObjectStore("texts"),
  // 2: records.
  (database, transaction) => {
    const records = database.createObjectStore("records");
    const row = transaction.objectStore("texts").openCursor();
    row.onsuccess = () => {
      if (!row.result) return database.deleteObjectStore("texts");
      // A row that nobody can read stays behind.
      const [name, text] = [].concat(row.result.value);
      if (typeof text === "string") records.put(unreadRecord({ name, text }), row.result.key);
      row.result.continue();
    };
  },
];

function openLibrary() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(LIBRARY, MIGRATIONS.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(request.result, request.transaction);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Lets `work` ask the records for something; resolves with what it is given once all is written.
async function inLibrary(mode, work) {
  const database = await openLibrary();
  try {
    const transaction = database.transaction("records", mode);
    const request = work(transaction.objectStore("records"));
    // A full disk is told when the transaction ends, long after the request has succeeded.
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    // A tab with a newer version must not wait for this one.
    database.close();
  }
}

// Keeps [[id, record]], all or none.
async function keepRecords(records) {
  if (!records.length) return;
  await inLibrary("readwrite", (store) => records.map(([id, record]) => store.put(record, id)).pop());
}

function forgetRecord(id) {
  return inLibrary("readwrite", (store) => store.delete(id));
}

// The ids of all that is kept.
function keptIds() {
  return inLibrary("readonly", (store) => store.getAllKeys());
}

// The records from the id `first` to the id `last`.
function keptRecords(first, last) {
  return inLibrary("readonly", (store) => store.getAll(IDBKeyRange.bound(first, last)));
}
