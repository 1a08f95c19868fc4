// The provider of the gateway's bench, without TLS. It asks for no credentials.
import { createServer } from 'node:net';
import { answer, onRequests } from './twilio-answers.mjs';

const server = createServer({ noDelay: true }, (client) => {
  onRequests(client, () => client.write(answer));
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});
