import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import { say } from './words.ts';

const outcomes = [
  ['accepted', 'acceptedMeaning'],
  ['rejected', 'rejectedMeaning'],
  ['unknown', 'unknownMeaning'],
] as const;

/** The three outcomes of a send. */
export function Outcomes(): ReactNode {
  return (
    <section>
      <Heading as="h2" id="outcomes">
        {say('outcomes')}
      </Heading>
      <dl className="outcomes">
        {outcomes.map(([outcome, meaning]) => (
          <div key={outcome} className={outcome}>
            <dt>
              <code>{outcome}</code>
            </dt>
            <dd>{say(meaning)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
