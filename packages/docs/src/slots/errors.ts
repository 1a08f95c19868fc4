import { adviceFor, type ErrorCode, errorCodes, type ErrorRow } from '@sms-connectors/core';
import { endUserTexts, unknownOutcomeEndUserText } from '../end-user-texts.ts';
import { type Cell, code, link, segment, table, text } from '../nodes.ts';
import { acceptedMeaning, labels } from '../strings.ts';
import type { Slot } from './slot.ts';

const codesInOrder = Object.keys(errorCodes) as ErrorCode[];

/** `::provider-errors[Title of the first column]`: the provider's codes, our codes, and what to do. */
export const providerErrorsSlot: Slot = ({ connector, words }) => {
  const { errorRows } = connector();
  const header = [
    [...words],
    [segment(labels.errorCode)],
    [segment(labels.outcome)],
    [segment(labels.meaning)],
    [segment(labels.advice)],
  ];
  return [table(header, errorGroups(errorRows).map(groupRow))];
};

/** `::error-codes`: all our error codes. */
export const errorCodesSlot: Slot = () => {
  const header = [labels.errorCode, labels.meaning, labels.advice, labels.tryAgain];
  const rows = codesInOrder.map((name): readonly Cell[] => {
    const { meaning, retryable } = errorCodes[name];
    const tryAgain = retryable ? labels.yes : labels.no;
    return [
      [code(name)],
      [segment(meaning)],
      [segment(adviceFor(name, 'rejected'))],
      [segment(tryAgain)],
    ];
  });
  return [
    table(
      header.map((label) => [segment(label)]),
      rows,
    ),
  ];
};

/** `::end-user-texts`: what to show to the person, with the codes that share it. */
export const endUserTextsSlot: Slot = () => {
  const codesByText = Map.groupBy(codesInOrder, (name) => endUserTexts.get(name) ?? '');
  const rows = [...codesByText].map(([shown, names]): readonly Cell[] => [
    [segment(shown)],
    names.flatMap((name, index) => [...(index === 0 ? [] : [text(', ')]), code(name)]),
  ]);
  const unknownRow = [[segment(unknownOutcomeEndUserText)], [segment(labels.anyIfUnknown)]];
  const header = [[segment(labels.endUserText)], [segment(labels.errorCode)]];
  return [table(header, [...rows, unknownRow])];
};

/** One row of the table: the causes with the same code, outcome and advice. */
export interface ErrorGroup extends Pick<ErrorRow, 'code' | 'outcome' | 'advice'> {
  readonly causes: readonly Pick<ErrorRow, 'cause' | 'docsUrl'>[];
}

/** Groups the rows by our code, outcome and advice, in the order of our codes. */
export function errorGroups(rows: readonly ErrorRow[]): readonly ErrorGroup[] {
  const groups = Map.groupBy(rows, (row) => `${row.code} ${row.outcome} ${row.advice}`);
  return [...groups.values()]
    .flatMap((causes): ErrorGroup[] => {
      const [first] = causes;
      return first === undefined ? [] : [{ ...first, causes }];
    })
    .toSorted((a, b) => orderOf(a) - orderOf(b));
}

// Accepted messages come first.
function orderOf({ code: name }: ErrorGroup): number {
  return name === 'accepted' ? -1 : codesInOrder.indexOf(name);
}

/** What to do about a group's failures. */
export function adviceOf({ code: name, outcome, advice }: ErrorGroup): string | undefined {
  if (name === 'accepted') return undefined;
  const general = adviceFor(name, outcome ?? 'rejected');
  return outcome === 'unknown' ? general : (advice ?? general);
}

function groupRow(group: ErrorGroup): readonly Cell[] {
  const { causes, code: name, outcome } = group;
  const meaning = name === 'accepted' ? acceptedMeaning : errorCodes[name].meaning;
  const advice = adviceOf(group);
  const cause = causes.flatMap(({ cause: value, docsUrl }, index) => [
    ...(index === 0 ? [] : [text(', ')]),
    docsUrl === undefined ? code(value) : link(docsUrl, code(value)),
  ]);
  return [
    cause,
    [code(name)],
    outcome === undefined ? [] : [code(outcome)],
    [segment(meaning)],
    advice === undefined ? [] : [segment(advice)],
  ];
}
