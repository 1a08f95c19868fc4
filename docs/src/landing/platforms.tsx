import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';
import { say } from './words.ts';

const page = '/connect-an-auth-platform';
const packages = `${site.repository}/tree/main/packages/integrations`;

/** Where people sign in, by name, with what connects it. */
const platforms = [
  ['Better Auth', `${packages}/better-auth#readme`],
  ['Supabase', `${page}#supabase`],
  ['Clerk', `${page}#clerk`],
  ['Auth0', `${packages}/auth0#readme`],
  ['Logto', `${page}#logto`],
  ['Amazon Cognito', `${packages}/cognito#readme`],
  ['Keycloak', `${page}#keycloak`],
  ['SuperTokens', `${packages}/supertokens#readme`],
  ['Zitadel', `${page}#zitadel`],
  ['Ory Kratos', `${page}#ory-kratos`],
  ['authentik', `${page}#authentik`],
  ['FusionAuth', `${page}#fusionauth`],
  ['Casdoor', `${page}#casdoor`],
  ['Novu', `${page}#novu`],
  ['NestJS', `${packages}/nestjs#readme`],
] as const;

/** The auth platforms and frameworks that a package or a handler connects. */
export function Platforms(): ReactNode {
  return (
    <section>
      <Heading as="h2" id="platforms">
        {say('platformsTitle')}
      </Heading>
      <p>{say('platformsLead')}</p>
      <ul className="chips">
        {platforms.map(([name, to]) => (
          <li key={name}>
            <Link to={to}>{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
