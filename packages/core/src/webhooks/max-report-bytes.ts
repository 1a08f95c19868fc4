/**
 * The longest request with delivery reports that is read. Most have one report of a few hundred bytes; Infobip sends
 * up to 100 reports of 600 bytes and more together.
 */
export const maxReportBytes = 256 * 1024;
