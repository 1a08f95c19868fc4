import { memoryStore } from '@sms-connectors/verify';
import { describeStore } from '@sms-connectors/verify/testing';
import { describe, test } from 'vitest';

describeStore({
  runner: { describe, test },
  open: async () => {
    const store = memoryStore();
    return { store, other: store };
  },
});
