// Stands for the modules of got and zod that are left out: nothing is an instance of what they export, and what is
// called does nothing.
function nothing(): void {}

export {
  nothing as CacheError,
  nothing as default,
  nothing as generateRequestId,
  nothing as Http2ServerResponse,
  nothing as publishError,
  nothing as publishRedirect,
  nothing as publishRequestCreate,
  nothing as publishRequestStart,
  nothing as publishResponseEnd,
  nothing as publishResponseStart,
  nothing as publishRetry,
};
export const constants = {};
