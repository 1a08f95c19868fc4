import {
  Body,
  Controller,
  Inject,
  Injectable,
  type ModuleMetadata,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Sender, trySend } from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';
import { InjectSms } from '@sms-connectors/nestjs';

// What decorators would do, which Node does not run.
class Codes {
  readonly sms: Sender;

  constructor(sms: Sender) {
    this.sms = sms;
  }

  /** As the guide has it. */
  async send(to: string): Promise<string> {
    const message = { to, usageType: 'SignIn', payload: { code: '314159' } } as const;
    const result = await trySend(this.sms, message);
    if (result.ok) return result.receipt.status;
    const { error } = result;
    if (error.outcome === 'rejected') {
      throw new ServiceUnavailableException(endUserText(error, 'en'));
    }
    return 'unknown';
  }
}
InjectSms()(Codes, undefined, 0);
Injectable()(Codes);

class CodesController {
  readonly codes: Codes;

  constructor(codes: Codes) {
    this.codes = codes;
  }

  async create({ to }: { to: string }): Promise<{ status: string }> {
    return { status: await this.codes.send(to) };
  }
}
Inject(Codes)(CodesController, undefined, 0);
Body()(CodesController.prototype, 'create', 0);
const create = Object.getOwnPropertyDescriptor(CodesController.prototype, 'create') ?? {};
Post()(CodesController.prototype, 'create', create);
Controller('codes')(CodesController);

class Feature {}

/** A Nest application on loopback: a controller in a module of its own, which asks for the sender. */
export async function startNest(imports: NonNullable<ModuleMetadata['imports']>) {
  const feature = { module: Feature, providers: [Codes], controllers: [CodesController] };
  const app = await NestFactory.create(
    { module: class {}, imports: [...imports, feature] },
    { logger: false, abortOnError: false },
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    post: async (to: string) => {
      const response = await fetch(`${url}/codes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    },
    [Symbol.asyncDispose]: async () => app.close(),
  };
}
