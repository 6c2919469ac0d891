// Material's own search worker, as its sites ship it, driven in Node: one JSON line in, one out.
// Arguments: the folder of the built site.

const fs = require("fs");
const path = require("path");
const vm = require("vm");
const readline = require("readline");
const { performance } = require("perf_hooks");

const site = process.argv[2];
const scripts = path.join(site, "assets", "javascripts");
const workers = path.join(scripts, "workers");

let hear = null;
let said = null;
const worker = {
  console: { warn() {}, log() {} },
  addEventListener: (_kind, listener) => (hear = listener),
  postMessage: (message) => (said = message),
  importScripts: (...files) => files.forEach((file) => run(path.join(workers, file))),
};
worker.self = worker;
const scope = vm.createContext(worker);

function run(file) {
  vm.runInContext(fs.readFileSync(file, "utf8"), scope, { filename: file });
}

async function send(message) {
  await hear({ data: message });
  // The worker answers from a promise of its own.
  while (said === null) await new Promise(setImmediate);
  const answer = said;
  said = null;
  return answer;
}

async function main() {
  run(path.join(workers, fs.readdirSync(workers).find((name) => /^search\..*\.js$/.test(name))));
  const index = JSON.parse(fs.readFileSync(path.join(site, "search", "search_index.json"), "utf8"));
  await send({ type: 0, data: { ...index, options: { suggest: false } } });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { query } = JSON.parse(line);
    const start = performance.now();
    const { items } = (await send({ type: 2, data: query })).data;
    const ms = performance.now() - start;
    // The dialogue shows one group per page; a page stands where its best section stands.
    const pages = items.map((group) => group[0].location.split("#")[0]);
    process.stdout.write(JSON.stringify({ pages, ms }) + "\n");
  }
}

main();
