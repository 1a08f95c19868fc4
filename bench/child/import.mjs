// Imports one package in a fresh process, and tells how long that took and how much memory.
const before = process.memoryUsage();
const start = performance.now();
await import(process.argv[2]);
const ms = performance.now() - start;
const after = process.memoryUsage();
process.stdout.write(JSON.stringify({ ms, bytes: after.rss - before.rss }), () => process.exit());
