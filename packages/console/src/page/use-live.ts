import type { DeliveryReport } from '@sms-connectors/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { InboxMessage } from '@sms-connectors/core';
import { bodyOf, client } from './client.ts';

/** A delivery report as JSON. */
export type LiveReport = Pick<DeliveryReport, 'messageId' | 'status' | 'code' | 'provider'>;

const everyMs = 1000;

/** Polls what can change while the page is open: messages, reports and the version of the config. */
export function useLive(id: string, noticed: (version: string) => Promise<void>) {
  const { data, error, refetch } = useQuery({
    queryKey: ['live', id],
    queryFn: () => bodyOf(client.connectors[':id'].live.$get({ param: { id } })),
    refetchInterval: everyMs,
    retry: 1,
  });
  const version = data?.version;
  useEffect(() => {
    if (version !== undefined) noticed(version).catch(() => undefined); // The next poll is in a second.
  }, [version, noticed]);
  const messages: readonly InboxMessage[] = data?.messages ?? [];
  const reports: readonly LiveReport[] = data?.reports ?? [];
  return { messages, reports, away: error ?? undefined, look: () => void refetch() };
}
