import { describe, test } from 'vitest';
import { Circuits, failover, guard, observe, route, senderFrom } from '../src/index.ts';
import { opentelemetry } from '../src/opentelemetry.ts';
import { describePolicy } from '../src/testing/index.ts';

const runner = { describe, test };
const limits = {
  perRecipient: { messages: 100, seconds: 60 },
  perRequester: { messages: 100, seconds: 60 },
};

describe('failover', () => {
  describePolicy({ runner, policy: (sender) => failover([sender], { circuits: new Circuits() }) });
});
describe('route', () => {
  describePolicy({ runner, policy: (sender) => route({ default: sender }) });
});
describe('guard', () => {
  describePolicy({ runner, policy: (sender) => guard(sender, limits) });
});
describe('observe', () => {
  describePolicy({ runner, policy: (sender) => observe(sender, () => undefined) });
});
describe('opentelemetry', () => {
  describePolicy({ runner, policy: (sender) => opentelemetry(sender) });
});
describe('a delivery plan', () => {
  describePolicy({
    runner,
    policy: (sender) =>
      senderFrom({ routes: { default: ['scripted'] }, limits: {} }, { connectors: [sender] }),
  });
});
describe('all together, in another order', () => {
  describePolicy({
    runner,
    policy: (sender) =>
      failover(
        [
          observe(
            route({
              FR: opentelemetry(
                guard(
                  observe(sender, () => undefined),
                  limits,
                ),
              ),
            }),
            () => undefined,
          ),
        ],
        { circuits: new Circuits() },
      ),
  });
});
