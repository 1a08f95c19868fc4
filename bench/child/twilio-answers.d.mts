import type { Socket } from 'node:net';

export declare const answer: Buffer;
export declare function onRequests(client: Socket, respond: () => void): void;
export declare function endOfMessage(text: string): number;
