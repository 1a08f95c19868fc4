import { useQuery } from '@tanstack/react-query';
import type { Guide } from '../functions/guide.ts';
import { bodyOf, client } from './client.ts';
import { useTranslation } from './translate.tsx';

/** A connector's guide in the reader's language; absent while it loads, and null where there is none. */
export function useGuide(id: string): Guide | null | undefined {
  const { language } = useTranslation();
  const { data } = useQuery({
    queryKey: ['guide', id, language],
    queryFn: () =>
      bodyOf(client.connectors[':id'].guide[':language'].$get({ param: { id, language } })),
    staleTime: Infinity,
  });
  return data === undefined ? undefined : data.guide;
}
