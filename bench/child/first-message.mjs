// A program that starts and sends one message. It reports times by the system clock, which processes share.
import { connect } from './sender.mjs';

const send = await connect({ origin: process.env.BENCH_ORIGIN });
await send();
const answeredAt = String(process.hrtime.bigint());
process.stdout.write(JSON.stringify({ answeredAt }), () => process.exit());
