import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { say, useFormat } from './words.ts';

/** Figures of the stored benchmarks, and where all of them are. */
export function Figures(): ReactNode {
  const format = useFormat();
  const { figures } = site.landing;
  const megabytes = (value: number): string => format(value, { style: 'unit', unit: 'megabyte' });
  const milliseconds = (value: number): string =>
    format(value, { style: 'unit', unit: 'millisecond' });
  const shown = [
    [
      format(figures.twice),
      say('twice', { other: say('byHand'), otherValue: format(figures.twiceByHand) }),
    ],
    [format(figures.edgeKilobytes, { style: 'unit', unit: 'kilobyte' }), say('edge')],
    [
      megabytes(figures.installedMegabytes),
      say('installed', {
        packages: format(figures.installedPackages),
        otherValue: megabytes(figures.twilioMegabytes),
      }),
    ],
    [
      milliseconds(figures.latencyMs),
      say('latency', { otherValue: milliseconds(figures.twilioLatencyMs) }),
    ],
  ] as const;
  return (
    <section>
      <Heading as="h2" id="benchmarks">
        {say('figuresTitle')}
      </Heading>
      <ul className="figures">
        {shown.map(([figure, meaning]) => (
          <li key={meaning}>
            <strong>{figure}</strong> {meaning}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/reference/benchmarks">{say('allFigures')}</Link>
      </p>
    </section>
  );
}
