/** The part of split-sms that the tests use. @see https://github.com/Codesleuth/split-sms */
declare module 'split-sms' {
  export function split(message: string): {
    readonly characterSet: 'GSM' | 'Unicode';
    readonly parts: readonly { readonly bytes: number }[];
    readonly bytes: number;
    readonly remainingInPart: number;
  };
}
