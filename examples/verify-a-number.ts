import { mock } from '@sms-connectors/mock';
import { verification } from '@sms-connectors/verify';

const sms = mock({
  templates: [{ usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' }],
});
const codes = verification({ sender: sms, secret: 'a random text of 32 characters or more' });

// The person has entered a phone number.
const started = await codes.start({ to: '+33612345678', usageType: 'SignIn' });
if (started.status !== 'started') throw new Error(`No code was sent: ${started.status}`);

// The person has entered the code, which this program reads from the mock's inbox.
const { payload } = await sms.inbox.waitFor({ to: '+33612345678' });
const result = await codes.check({ id: started.id, code: String(payload['code']) });
console.log(result);
