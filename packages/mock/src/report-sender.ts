import type { Http, HttpFailure, HttpResponse } from '@sms-connectors/core';
import type { MockReport, SignReport } from './delivery-reports.ts';

interface ReportSenderOptions {
  readonly url: string;
  /** How long a message is on its way, in milliseconds: its last report comes then. */
  readonly delayMs: number;
  readonly sign: SignReport;
  readonly http: Http;
}

export interface ReportSender {
  /** Sends the reports of one message in their order. */
  readonly send: (reports: readonly MockReport[]) => void;
  /** Waits for the requests under way, and sends no more. */
  readonly close: () => Promise<void>;
}

const timeoutMs = 10_000;

/** Sends reports to the config's `deliveryReportUrl`, each once: a report that is not taken is a warning. */
export function reportSender({ url, delayMs, sign, http }: ReportSenderOptions): ReportSender {
  const underWay = new Set<Promise<void>>();
  const pauses = new Set<() => void>();
  let isClosed = false;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      pauses.add(end);
    });

  const sendAll = async (reports: readonly MockReport[]): Promise<void> => {
    for (const [index, report] of reports.entries()) {
      const isLast = index === reports.length - 1;
      // Also without a delay, the application has the receipt first.
      await pause(isLast ? delayMs : 0);
      if (isClosed) return;
      const { headers, body } = await sign(report);
      const result = await http({ method: 'POST', url, headers, body, timeoutMs });
      const problem = problemOf(result);
      if (problem !== undefined && !isClosed) {
        console.warn(`mock: a delivery report was not taken at deliveryReportUrl: ${problem}.`);
      }
    }
  };

  return {
    send: (reports) => {
      const sending = sendAll(reports).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    close: async () => {
      isClosed = true;
      for (const end of pauses) end();
      await Promise.all(underWay);
    },
  };
}

function problemOf(result: HttpResponse | HttpFailure): string | undefined {
  if ('failure' in result) return result.reason ?? result.failure;
  return result.status >= 200 && result.status < 300 ? undefined : `status ${result.status}`;
}
