// What got reads when it is loaded or begins a request, and does not need for a text sent to one provider.

/** For `FormData` and `ReadableStream`: to read these globals loads Node's whole fetch, and a body here is text. */
export function NoSuchBody(): void {}

/** For `Intl.ListFormat`: it loads the rules of a language, for the messages of errors that are dropped. */
export class PlainList {
  format(words: Iterable<string>): string {
    return [...words].join(', ');
  }
}
