import { useQuery } from '@tanstack/react-query';
import type { Guide } from '../functions/guide.ts';
import { bodyOf, client } from './client.ts';
import { useTranslation } from './translate.tsx';

/** A connector's guide in the user's language: `undefined` while it loads, `null` if there is none. */
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
