import {
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import type { CustomSMSSenderTriggerEvent } from 'aws-lambda';

/** In place of a key of KMS. */
export function keyringOf(keyName: string): RawAesKeyringNode {
  return new RawAesKeyringNode({
    keyName,
    keyNamespace: 'tests',
    unencryptedMasterKey: new Uint8Array(32).fill(keyName.length),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
}

export const keyring = keyringOf('key');

export async function encrypt(
  text: string,
  policy: CommitmentPolicy = CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT,
): Promise<string> {
  const { result } = await buildClient(policy).encrypt(keyring, text);
  return result.toString('base64');
}

/** An event with the members that the documentation has. */
export function eventOf(
  source: string,
  request: Partial<CustomSMSSenderTriggerEvent['request']> = {},
): CustomSMSSenderTriggerEvent {
  return {
    version: '1',
    region: 'eu-west-3',
    userPoolId: 'eu-west-3_EXAMPLE',
    triggerSource: `CustomSMSSender_${source}` as CustomSMSSenderTriggerEvent['triggerSource'],
    userName: 'zoe',
    callerContext: { awsSdkVersion: '3', clientId: 'client' },
    request: {
      type: 'customSMSSenderRequestV1',
      code: null,
      userAttributes: { sub: 'user-1', phone_number: '+33612345678' },
      ...request,
    },
    response: {},
  };
}
