// What a program does that starts, sends one message and has its answer. The clock is the machine's own.
import { connect } from './sender.mjs';

const send = await connect({ origin: process.env.BENCH_ORIGIN });
await send();
const answeredAt = String(process.hrtime.bigint());
process.stdout.write(JSON.stringify({ answeredAt }), () => process.exit());
