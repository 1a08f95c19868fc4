import {
  type DynamicModule,
  type FactoryProvider,
  Module,
  type ModuleMetadata,
} from '@nestjs/common';
import type { Sender } from '@sms-connectors/core';
import { smsToken } from './inject-sms.ts';

/** A sender that is made from other providers, such as a `ConfigService`. */
export interface SmsModuleAsyncOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider<Sender>, 'inject' | 'useFactory'> {}

/**
 * A global module with one provider: the sender, which is a connector or a policy.
 * @see https://docs.nestjs.com/fundamentals/dynamic-modules
 */
export class SmsModule {
  static forRoot(sender: Sender): DynamicModule {
    return SmsModule.forRootAsync({ useFactory: () => sender });
  }

  static forRootAsync({ imports = [], ...factory }: SmsModuleAsyncOptions): DynamicModule {
    const provider = { provide: smsToken, ...factory };
    return { module: SmsModule, global: true, imports, providers: [provider], exports: [smsToken] };
  }
}

// The sources are plain JavaScript with types, which has no decorators.
Module({})(SmsModule);
