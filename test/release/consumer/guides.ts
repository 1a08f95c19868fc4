// How a docs site uses the guides: an imported file has the published type.
import type { GuideDocument } from '@sms-connectors/core';
import aws from '@sms-connectors/aws/guide/pt.json' with { type: 'json' };
import mock from '@sms-connectors/mock/guide/en.json' with { type: 'json' };
import telnyx from '@sms-connectors/telnyx/guide/fr.json' with { type: 'json' };
import twilio from '@sms-connectors/twilio/guide/en.json' with { type: 'json' };
import vonage from '@sms-connectors/vonage/guide/fr.json' with { type: 'json' };

export const guides = [aws, mock, telnyx, twilio, vonage] satisfies readonly GuideDocument[];

// @ts-expect-error: a guide is read, not written
export const rename = (guide: GuideDocument): string => (guide.title = '');
