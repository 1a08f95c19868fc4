import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

/** The connectors that this project can use. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: () => bodyOf(client.connectors.$get()),
  staleTime: Infinity,
});
