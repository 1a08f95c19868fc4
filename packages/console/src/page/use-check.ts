import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConfigReport } from '../functions/check-config.ts';
import { bodyOf, client } from './client.ts';
import type { Config } from './document-api.ts';

/** Validates a config with the connector's schema, shortly after the last keystroke. */
export function useCheck(id: string, config: Config | undefined): ConfigReport | undefined {
  const [settled] = useDebouncedValue(config, 150);
  const { data } = useQuery({
    queryKey: ['check', id, settled],
    enabled: settled !== undefined,
    queryFn: () =>
      bodyOf(
        client.connectors[':id'].check.$post({
          param: { id },
          json: { config: { ...settled } },
        }),
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return data;
}
