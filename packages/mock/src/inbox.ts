import { appendFile } from 'node:fs/promises';
import { type Encoding, type Payload, type UsageType, normaliseRecipient } from '@sms-connectors/core';
