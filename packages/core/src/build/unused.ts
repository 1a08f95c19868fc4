// Stands for the modules of got and zod that are never used here: nothing is an instance of what they export, and
// none of it is called.
function nothing(): void {}

export { nothing as CacheError, nothing as default, nothing as Http2ServerResponse };
export const constants = {};
