import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { endOfMessage } from './child/twilio-answers.mjs';

/** Sends the same request again and again over connections of its own, with little of the CPU that it shares. */
export class RawClient {
  readonly #idle: Socket[] = [];
  readonly #request: Buffer;
  readonly #port: number;

  constructor(port: number, request: string) {
    this.#port = port;
    this.#request = Buffer.from(request);
  }

  /** Returns the status of the response. */
  async send(): Promise<number> {
    const socket = this.#idle.pop() ?? (await this.#connect());
    let received = '';
    const status = new Promise<number>((resolve, reject) => {
      const onData = (text: string): void => {
        received += text;
        if (endOfMessage(received) === 0) return;
        socket.off('data', onData).off('close', onClose);
        this.#idle.push(socket);
        resolve(Number(received.slice(9, 12)));
      };
      const onClose = (): void => reject(new Error('The connection was closed.'));
      socket.on('data', onData).once('close', onClose);
    });
    socket.write(this.#request);
    return status;
  }

  close(): void {
    for (const socket of this.#idle) socket.destroy();
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1');
    await once(socket, 'connect');
    return socket;
  }
}
