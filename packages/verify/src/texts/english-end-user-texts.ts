/**
 * What to show to the person about a result, by its status, in one language. `{{when}}` is a time from now, such as “in 30 seconds”;
 * `{{attempts}}` is a number.
 */
export interface EndUserTexts {
  readonly started: string;
  readonly resent: string;
  /** The same if it must not be seen whether the number is known. */
  readonly hidden: { readonly started: string; readonly resent: string };
  readonly limited: string;
  readonly too_early: string;
  readonly too_many: string;
  readonly approved: string;
  /** By the plural category of `{{attempts}}`; `other` also serves those that are not here. */
  readonly wrong: { readonly one: string; readonly other: string };
  readonly expired: string;
  readonly locked: string;
  readonly used: string;
  readonly not_found: string;
  readonly canceled: string;
}

export const englishEndUserTexts: EndUserTexts = {
  started: 'We sent you a code by text message. Enter it here.',
  resent: 'We sent you the same code again.',
  hidden: {
    started: 'If this number has an account, a code is on its way. Enter it here.',
    resent: 'If this number has an account, the same code is on its way again.',
  },
  limited: 'Too many codes were requested for this number. You can request a new one {{when}}.',
  too_early: 'You can have the code sent again {{when}}.',
  too_many: 'We cannot send this code again. Enter the code that you received, or start over.',
  approved: 'Your phone number is verified.',
  wrong: {
    one: 'This code is wrong. You have {{attempts}} attempt left.',
    other: 'This code is wrong. You have {{attempts}} attempts left.',
  },
  expired: 'This code has expired. Request a new one.',
  locked: 'Too many wrong codes. Request a new code.',
  used: 'This code has already been used. Request a new one.',
  not_found: 'This code is no longer valid. Request a new one.',
  canceled: 'The verification was canceled.',
};
