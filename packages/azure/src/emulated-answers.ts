import { randomBytes } from 'node:crypto';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';

// https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/examples/SmsSend.json

/** The answer to a request with a wrong signature, and to a sender of somebody else. */
export const unauthorized: EmulatorAnswer = {
  status: 401,
  body: { error: { code: 'Unauthorized', message: '' } },
};

export function badRequest(errors: Readonly<Record<string, readonly string[]>>): EmulatorAnswer {
  return problem(400, 'One or more validation errors occurred.', '15.5.1', { errors });
}

/** https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/examples/DeliveryReportGet.json */
export function notFound(): EmulatorAnswer {
  return problem(404, 'Not Found', '15.5.5', {});
}

function problem(status: number, title: string, section: string, more: object): EmulatorAnswer {
  const type = `https://tools.ietf.org/html/rfc9110#section-${section}`;
  const traceId = `00-${hex(16)}-${hex(8)}-00`;
  return { status, body: { type, title, status, ...more, traceId } };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/PhoneNumbers/stable/2025-06-01/examples/GetPhoneNumbers.json */
export function phoneNumberList(phoneNumbers: readonly string[]): EmulatorAnswer {
  return {
    status: 200,
    body: {
      phoneNumbers: phoneNumbers.map((phoneNumber) => ({
        id: phoneNumber.slice(1),
        phoneNumber,
        countryCode: 'US',
        assignmentType: 'application',
        phoneNumberType: 'tollFree',
        capabilities: { calling: 'none', sms: 'inbound+outbound' },
        purchaseDate: '2020-11-19T16:31:49.048Z',
        cost: { amount: 2, currencyCode: 'USD', billingFrequency: 'monthly' },
      })),
    },
  };
}
