export type { MockConfig } from './config.ts';
export { mock, mock as connector, type MockExtras } from './connector.ts';
export type { MockReport } from './delivery-reports.ts';
export { errorRows, simulatedRecipients } from './errors.ts';
export { type Inbox, type InboxMessage, openInbox, type WaitForOptions } from './inbox.ts';
export { simulatedReports } from './simulated-reports.ts';
