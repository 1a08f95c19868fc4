import type { WebhookRefusal } from '@sms-connectors/core';
import { type Certificate, readCertificate } from './certificate.ts';
import type { GetFromSns } from './sns-requests.ts';

type Answer = Certificate | WebhookRefusal;

const rememberedMs = 60 * 1000;

/**
 * Fetches the certificate at a URL of SNS once. A URL without one is not asked again for a minute, so that forged
 * messages cause few requests.
 */
export function certificates(get: GetFromSns): (url: string) => Promise<Answer> {
  const fetching = new Map<string, Promise<Answer>>();
  const missingSince = new Map<string, number>();

  const fetchCertificate = async (url: string): Promise<Answer> => {
    const response = await get(url);
    if (response === undefined || isTemporary(response.status)) return 'unverifiable';
    return (response.status === 200 && readCertificate(response.body)) || 'forged';
  };
  return async (url) => {
    for (const [missing, since] of missingSince) {
      if (Date.now() - since >= rememberedMs) missingSince.delete(missing);
    }
    if (missingSince.has(url)) return 'forged';
    const running = fetching.get(url) ?? fetchCertificate(url);
    fetching.set(url, running);
    const answer = await running;
    if (typeof answer === 'string') fetching.delete(url);
    if (answer === 'forged') missingSince.set(url, Date.now());
    return answer;
  };
}

function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
