import type { ConfigIssue } from '@sms-connectors/core';
import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { useMemo } from 'react';
import { ConfigForm } from './config-form.tsx';
import type { Config } from './document-api.ts';

interface PlanSettingsProps {
  readonly schema: JsonSchema;
  readonly plan: Config;
  readonly problems: readonly ConfigIssue[];
  readonly onChange: (plan: Config) => void;
}

/** The form for everything but the routes: limits, failover, circuit. */
export function PlanSettings({ schema, plan, problems, onChange }: PlanSettingsProps) {
  const settings = useMemo((): JsonSchema => {
    const { routes: _routes, $schema: _schema, limits, ...others } = schema.properties ?? {};
    const properties = { ...(limits !== undefined && { limits }), ...others };
    return { ...schema, properties, required: [] };
  }, [schema]);
  return (
    <div className="plan-settings">
      <ConfigForm
        schema={settings}
        guide={null}
        config={plan}
        problems={problems}
        onChange={onChange}
      />
    </div>
  );
}
