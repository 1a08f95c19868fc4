import {
  type ConnectorConfigFormItem,
  ConnectorConfigFormItemType,
  type CreateConnector,
  type SmsConnector,
} from '@logto/connector-kit';
import type { DeliveryPlan } from '@sms-connectors/policies';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { createLogtoConnector, type LogtoOptions } from './create-logto-connector.ts';
import { formItemsOf } from './form-items.ts';
import { metadataOf } from './metadata.ts';
import { openPlan } from './open-plan.ts';

/** The config of a plan in Logto: connectors with their configs, and who sends which messages. */
export interface LogtoPlanConfig {
  /**
   * The config of each connector, under its id or under any name. With another name than the id, `connector` is the
   * id: `{ "twilio-eu": { "connector": "twilio", … } }`.
   */
  readonly connectors: Readonly<Record<string, object>>;
  /** Names the connectors by the names above. */
  readonly plan: DeliveryPlan;
}

/**
 * Makes one connector of Logto that sends with several of ours, as a delivery plan says: failover, routes by country
 * and limits, which Logto has not.
 */
export function logtoPlanConnector(
  factories: readonly AnyConnectorFactory[],
  options: LogtoOptions = {},
): CreateConnector<SmsConnector> {
  const names = factories.map(({ manifest }) => manifest.name).join(', ');
  const formItems = planFormItems(factories);
  return createLogtoConnector(
    {
      metadata: metadataOf({
        id: 'plan',
        name: 'SMS delivery plan',
        description: `Sends verification codes by SMS with several providers: ${names}.`,
        formItems,
      }),
      open: (config) => openPlan(factories, config),
    },
    options,
  );
}

function planFormItems(
  factories: readonly AnyConnectorFactory[],
): readonly ConnectorConfigFormItem[] {
  const ids = factories.map(({ manifest }) => manifest.id);
  const plan = { routes: { default: ids } } satisfies DeliveryPlan;
  return [
    {
      key: 'connectors',
      type: ConnectorConfigFormItemType.Json,
      label: 'Connectors',
      required: true,
      description: `The config of each connector. The connectors are ${ids.join(', ')}.`,
      defaultValue: Object.fromEntries(
        factories.map((factory) => [factory.manifest.id, exampleConfig(factory)]),
      ),
    },
    {
      key: 'plan',
      type: ConnectorConfigFormItemType.Json,
      label: 'Delivery plan',
      required: true,
      description:
        'The connectors for each country, in the order in which they are tried. default is for all other countries.',
      defaultValue: plan,
    },
  ];
}

/** The required fields of a config, with examples for the operator to replace. */
function exampleConfig(factory: AnyConnectorFactory): object {
  const required = formItemsOf(factory).filter((item) => item.required);
  return Object.fromEntries(
    required.map(({ key, defaultValue, placeholder }) => [key, defaultValue ?? placeholder ?? {}]),
  );
}
