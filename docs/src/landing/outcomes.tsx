import { translate } from '@docusaurus/Translate';
import type { ReactNode } from 'react';
import { strings } from '@site/src/strings.ts';

const outcomes = [
  ['accepted', strings.acceptedMeaning],
  ['rejected', strings.rejectedMeaning],
  ['unknown', strings.unknownMeaning],
] as const;

/** The three outcomes of a send. */
export function Outcomes(): ReactNode {
  return (
    <>
      <h2 className="outcomes-title">{translate({ message: strings.outcomes })}</h2>
      <dl className="outcomes">
        {outcomes.map(([outcome, meaning]) => (
          <div key={outcome} className={outcome}>
            <dt>
              <code>{outcome}</code>
            </dt>
            <dd>{translate({ message: meaning })}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
