import type { ConfigIssue } from '@sms-connectors/core';
import { Box, Button, SegmentedControl } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Guide } from '../functions/guide.ts';
import { ConfigForm } from './config-form.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import type { Config } from './document-api.ts';
import { JsonEditor } from './json-editor.tsx';
import { Step } from './step.tsx';
import { useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';
import { useProviderCheck } from './use-provider-check.ts';
import { VerifyResults } from './verify-results.tsx';

export type ConfigView = 'form' | 'json';

interface AccountStepProps {
  readonly number: number;
  readonly connector: ConnectorFacts;
  readonly guide: Guide | null;
  readonly config: Config;
  readonly change: EditedConfig['change'];
  readonly problems: readonly ConfigIssue[];
  readonly isValid: boolean;
  readonly view: ConfigView;
  readonly setView: (view: ConfigView) => void;
}

/** The credentials and settings, each checked as it is filled in, and what the provider says about them. */
export function AccountStep(props: AccountStepProps) {
  const { number, connector, guide, config, change, problems, isValid, view, setView } = props;
  const { t } = useTranslation();
  const { id, name, canVerify, capabilities } = connector;
  const { answer, issues, isAsking, ask } = useProviderCheck(id, config);
  const schema = useMemo(() => {
    const { templates: _templates, ...properties } = connector.schema.properties ?? {};
    const required = connector.schema.required?.filter((each) => each !== 'templates') ?? [];
    return { ...connector.schema, properties, required };
  }, [connector.schema]);
  const isLocal = capabilities.inProcess === true;
  return (
    <Step
      number={number}
      title={isLocal ? t('Settings') : t('Your account')}
      isDone={isValid}
      about={
        isLocal
          ? t('All of them have a default.')
          : t('Paste the credentials of {name}. Each is checked as you enter it.', { name })
      }
      aside={
        <SegmentedControl
          size="xs"
          value={view}
          onChange={(value) => setView(value)}
          data={[
            { value: 'form', label: t('Form') },
            { value: 'json', label: 'JSON' },
          ]}
          aria-label={t('How to edit')}
        />
      }
    >
      {view === 'form' ? (
        <ConfigForm
          schema={schema}
          guide={guide}
          config={config}
          problems={[...problems, ...issues].filter(({ keys }) => keys[0] !== 'templates')}
          onChange={(changed) =>
            change(({ templates }) => ({
              ...changed,
              ...(templates !== undefined && { templates }),
            }))
          }
        />
      ) : (
        <JsonEditor config={config} secrets={connector.secrets} onChange={change} />
      )}
      {canVerify && (
        <Box mt="md">
          <Button
            variant="default"
            loading={isAsking}
            leftSection={<IconShieldCheck size={17} aria-hidden />}
            onClick={() => void ask()}
          >
            {t('Check with {name}', { name })}
          </Button>
          <div role="status">
            {answer !== undefined && <VerifyResults name={name} answer={answer} />}
          </div>
        </Box>
      )}
    </Step>
  );
}
