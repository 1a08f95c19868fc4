/** The longest request with delivery reports that is read. Those of providers have a few thousand bytes. */
export const maxReportBytes = 64 * 1024;
