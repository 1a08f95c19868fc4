export { type core, toJSONSchema } from 'zod/mini';
