// Imports one package in a fresh process and reports the time and memory.
const before = process.memoryUsage();
const start = performance.now();
await import(process.argv[2]);
const ms = performance.now() - start;
const after = process.memoryUsage();
process.stdout.write(JSON.stringify({ ms, bytes: after.rss - before.rss }), () => process.exit());
