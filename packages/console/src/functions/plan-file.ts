/** The file that the page writes. Any other name is fine for the command line. */
export const planFile = 'sms-delivery-plan.json';
