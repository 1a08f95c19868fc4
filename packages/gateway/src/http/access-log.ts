/** One request, as the log has it. Nothing secret or personal: no path, no body, no address of a person. */
export interface LogLine {
  readonly requestId: string;
  readonly method: string;
  /** The route, such as `/reports/:connector`. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The name of the API key. */
  readonly key?: string | undefined;
  readonly outcome?: string | undefined;
  readonly code?: string | undefined;
}

export type Log = (level: 'info' | 'warn' | 'error', event: string, facts: object) => void;

// A line reaches the output this late at most, so that many lines are one write.
const gatherMs = 50;

let waiting = '';

/** Writes lines of JSON to the standard output. */
export const jsonLog: Log = (level, event, facts) => {
  if (waiting === '') {
    setTimeout(write, gatherMs).unref();
    process.once('exit', write);
  }
  waiting += `${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`;
};

function write(): void {
  if (waiting !== '') process.stdout.write(waiting);
  waiting = '';
  process.off('exit', write);
}
