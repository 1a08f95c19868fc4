import type { CreateConnector, SmsConnector } from '@logto/connector-kit';
import type { ConnectorOptions } from '@sms-connectors/core';
import type { AnyConnectorFactory } from '@sms-connectors/core';
import { withOwnNames } from './config-names.ts';
import { createLogtoConnector, type LogtoOptions } from './create-logto-connector.ts';
import { withoutUnsetFields } from './unset-fields.ts';
import { formItemsOf } from './form-items.ts';
import { metadataOf } from './metadata.ts';

/**
 * Makes a connector of Logto that sends with one of ours: the default export of a connector package. Logto's Console
 * makes the form from the config schema.
 * @see https://docs.logto.io/logto-oss/develop-your-connector
 */
export function logtoConnector(
  factory: AnyConnectorFactory,
  { baseUrl, ...options }: LogtoOptions & Pick<ConnectorOptions, 'baseUrl'> = {},
): CreateConnector<SmsConnector> {
  const { id, name, description } = factory.manifest;
  const formItems = formItemsOf(factory);
  return createLogtoConnector(
    {
      metadata: metadataOf({ id, name, description, formItems }),
      open: (given) => {
        const config = withOwnNames(id, withoutUnsetFields(formItems, given));
        const connector = factory(config as never, { baseUrl });
        return { sender: connector, close: connector.close };
      },
    },
    options,
  );
}
