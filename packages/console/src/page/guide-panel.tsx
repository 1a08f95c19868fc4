import { Anchor, List, Loader, Text, Title, type TitleOrder, Typography } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Guide } from '../functions/guide.ts';
import type { ConnectorFacts } from './connector-facts.ts';
import { SafeHtml } from './safe-html.tsx';
import { useTranslation } from './translate.tsx';

export interface GuidePanelProps {
  readonly connector: ConnectorFacts;
  readonly guide: Guide | null | undefined;
}

/** The connector's guide in the user's language. */
export function GuidePanel({ connector, guide }: GuidePanelProps) {
  const { t } = useTranslation();
  if (guide === undefined) return <Loader aria-label={t('Loading')} />;
  return (
    <article className="card guide" tabIndex={0} aria-label={t('Guide')}>
      {guide === null ? <WithoutGuide connector={connector} /> : <Sections guide={guide} />}
    </article>
  );
}

function Sections({ guide }: { readonly guide: Guide }) {
  const { t } = useTranslation();
  const chapters = guide.sections.filter(({ id, level }) => id !== '' && level === 2);
  return (
    <>
      <Title order={2} size="h3" mb="xs">
        {guide.title}
      </Title>
      <details className="contents">
        <summary>{t('On this page')}</summary>
        <nav aria-label={t('On this page')}>
          <List size="sm" spacing={4} mt={6} listStyleType="none">
            {chapters.map(({ id, title }) => (
              <List.Item key={id}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  onClick={() => show(id)}
                  ta="start"
                >
                  {title}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </nav>
      </details>
      {guide.sections.map(({ id, level, title, html }) => (
        <section key={id} id={anchor(id)}>
          {title !== '' && (
            <Title
              order={Math.min(level + 1, 6) as TitleOrder}
              size={level === 2 ? 'h4' : 'h5'}
              mt="lg"
              mb={6}
            >
              {title}
            </Title>
          )}
          <Typography>
            <SafeHtml html={html} />
          </Typography>
        </section>
      ))}
    </>
  );
}

function WithoutGuide({ connector }: Pick<GuidePanelProps, 'connector'>) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={2} size="h3" mb="xs">
        {connector.name}
      </Title>
      <Text mb="sm">{t('This connector has no guide. See the provider’s page:')}</Text>
      <Anchor href={connector.docsUrl} target="_blank" rel="noreferrer">
        {connector.docsUrl} <IconExternalLink size={14} aria-hidden />
      </Anchor>
    </>
  );
}

function anchor(id: string): string {
  return `guide-${id}`;
}

function show(id: string): void {
  document.querySelector(`#${CSS.escape(anchor(id))}`)?.scrollIntoView({ behavior: 'smooth' });
}
