import { translate } from '@docusaurus/Translate';
import { Children, type PropsWithChildren, type ReactNode } from 'react';
import { strings } from '@site/src/strings.ts';

/** A program, and what it prints. */
export function Program({ children }: PropsWithChildren): ReactNode {
  const [program, output] = Children.toArray(children);
  return (
    <div className="program">
      {program}
      <p className="program-output">{translate({ message: strings.output })}</p>
      {output}
    </div>
  );
}
