import type { ReceiverOptions } from '@sms-connectors/hooks';
import { authentik } from '@sms-connectors/hooks/authentik';
import { casdoor } from '@sms-connectors/hooks/casdoor';
import { clerk } from '@sms-connectors/hooks/clerk';
import { fusionauth } from '@sms-connectors/hooks/fusionauth';
import { keycloak } from '@sms-connectors/hooks/keycloak';
import { kratos } from '@sms-connectors/hooks/kratos';
import { logto } from '@sms-connectors/hooks/logto';
import { novu } from '@sms-connectors/hooks/novu';
import { supabase } from '@sms-connectors/hooks/supabase';
import { zitadel } from '@sms-connectors/hooks/zitadel';

/** The handler of one platform, from its options in the config. */
export type ConnectHook = (
  options: ReceiverOptions & Readonly<Record<string, unknown>>,
) => (request: Request) => Promise<Response>;

const platforms = {
  authentik,
  casdoor,
  clerk,
  fusionauth,
  keycloak,
  kratos,
  logto,
  novu,
  supabase,
  zitadel,
};

export type HookName = keyof typeof platforms;
export const hookNames = Object.keys(platforms) as readonly HookName[];

// The handlers check their options themselves, since the config has them as JSON.
export const hookPlatforms = platforms as unknown as Readonly<Record<HookName, ConnectHook>>;
