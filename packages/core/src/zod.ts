/** The zod that configs are written with, in its smaller dialect: https://zod.dev/packages/mini */
export * from 'zod/mini';
