const byId = (id) => document.getElementById(id);
const [phoneForm, codeForm, sessionForm] = ['phone-form', 'code-form', 'session'].map(byId);
const [phone, code, resend, restart, signedInPhone, message] = [
  'phone',
  'code',
  'resend',
  'restart',
  'signed-in-phone',
  'message',
].map(byId);
const resendLabel = resend.textContent;
let verificationId;
let countdown;
let reading;

on(phoneForm, 'submit', async () => {
  const answer = await post('/start', { phone: phone.value });
  if (answer.status === 'started') {
    verificationId = answer.id;
    code.value = '';
    show(codeForm, code);
    waitToResend(answer.resendInSeconds);
    void readFromMessage();
  } else {
    phone.focus();
  }
  tell(answer);
});

on(codeForm, 'submit', async () => {
  const answer = await post('/check', { id: verificationId, code: code.value });
  if (answer.phone !== undefined) {
    signedInPhone.textContent = answer.phone;
    show(sessionForm, sessionForm.querySelector('button'));
    tell({ text: '' });
    return;
  }
  code.select();
  endOrTell(answer);
});

on(resend, 'click', async () => {
  const answer = await post('/resend', { id: verificationId });
  code.focus();
  waitToResend(answer.resendInSeconds);
  if (answer.status === 'resent') void readFromMessage();
  endOrTell(answer);
});

on(restart, 'click', () => {
  show(phoneForm, phone);
  tell({ text: '' });
});

on(sessionForm, 'submit', async () => {
  const answer = await post('/sign-out', {});
  if (answer.status === 'signed_out') show(phoneForm, phone);
  tell(answer);
});

/** Runs one action at a time, so that nothing is sent twice. */
function on(element, event, action) {
  let isRunning = false;
  element.addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (isRunning) return;
    isRunning = true;
    await action();
    isRunning = false;
  });
}

async function post(path, body) {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.ok) return await response.json();
  } catch {
    // The text below tells the person.
  }
  return { status: 'failed', text: message.dataset.failed };
}

/** Shows one form and moves the focus into it. */
function show(form, control) {
  if (form !== codeForm) reading?.abort();
  for (const each of [phoneForm, codeForm, sessionForm]) each.hidden = each !== form;
  control.focus();
}

function tell({ status, text }) {
  const isGood = ['started', 'resent', 'approved', 'signed_out', undefined].includes(status);
  message.className = isGood ? '' : 'problem';
  message.textContent = text;
}

/** Tells the person, and if the verification has ended, asks for the number again. */
function endOrTell(answer) {
  if (['expired', 'locked', 'used', 'not_found'].includes(answer.status)) show(phoneForm, phone);
  tell(answer);
}

/** Counts the seconds down in the button. Without seconds, there is no other message to wait for. */
function waitToResend(seconds) {
  clearInterval(countdown);
  resend.hidden = seconds === undefined;
  const endsAt = performance.now() + seconds * 1000;
  const update = () => {
    const left = Math.ceil((endsAt - performance.now()) / 1000);
    resend.disabled = left > 0;
    resend.textContent = left > 0 ? resend.dataset.wait.replace('{seconds}', left) : resendLabel;
    if (left <= 0) clearInterval(countdown);
  };
  countdown = setInterval(update, 250);
  update();
}

/**
 * Fills in the code from the message, on phones whose browser can read it (WebOTP).
 * @see https://developer.mozilla.org/en-US/docs/Web/API/WebOTP_API
 */
async function readFromMessage() {
  if (!('OTPCredential' in globalThis)) return;
  reading?.abort();
  reading = new AbortController();
  const otp = { transport: ['sms'] };
  try {
    const credential = await navigator.credentials.get({ otp, signal: reading.signal });
    code.value = credential.code;
    codeForm.requestSubmit();
  } catch {
    // The person enters the code.
  }
}

if (signedInPhone.textContent === '') show(phoneForm, phone);
else show(sessionForm, sessionForm.querySelector('button'));
