import type { Sender } from '@sms-connectors/core';
import { mock } from '@sms-connectors/mock';
import { templates } from './message-templates.ts';

const connector = mock({ templates });

/** Sends nothing: shows each message in the terminal. */
export const sms: Sender = {
  id: connector.id,
  send: async (message, options) => {
    const receipt = await connector.send(message, options);
    const { to, text } = await connector.inbox.waitFor({ to: message.to });
    console.log(`\nTo ${to}:\n${text}`);
    return receipt;
  },
};
