/**
 * What a trustee's browser keeps: their keys, which show nobody their bytes, and votes that are not shown yet. IndexedDB is the origin's own;
 * the account is in each name, because several people may sign in on one computer.
 *
 * @typedef {{ did: string, privateKey: CryptoKey }} KeptKey
 * @typedef {{ vote: import("#protocol/moot/vote.ts").Vote, nonce: string }} KeptVote
 */

const DATABASE = "folkmoot-trustee";
const STORES = /** @type {const} */ (["keys", "votes"]);

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {"keys" | "votes"} store
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} use
 * @returns {Promise<T>} once it is on the disk
 */
async function within(store, mode, use) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = use(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const nameOf = (...parts) => [location.origin, ...parts].join(" ");

/**
 * @param {string} account id of the account
 * @param {KeptKey} key
 */
export function keepKey(account, key) {
  return within("keys", "readwrite", (store) => store.put(key, nameOf(account, key.did)));
}

/**
 * @param {string} account
 * @param {string} did which of their keys
 * @returns {Promise<KeptKey | undefined>}
 */
export function keptKey(account, did) {
  return within("keys", "readonly", (store) => store.get(nameOf(account, did)));
}

/**
 * Every vote that was committed to in a panel from this browser, the last one last: more than one, where the first never arrived.
 *
 * @param {string} account
 * @param {string} panel
 * @returns {Promise<readonly KeptVote[]>}
 */
export async function keptVotes(account, panel) {
  return (await within("votes", "readonly", (store) => store.get(nameOf(account, panel)))) ?? [];
}

/**
 * @param {string} account
 * @param {string} panel
 * @param {KeptVote} vote
 */
export async function keepVote(account, panel, vote) {
  const votes = [...(await keptVotes(account, panel)), vote];
  await within("votes", "readwrite", (store) => store.put(votes, nameOf(account, panel)));
}
