import { undiciHttp } from '@sms-connectors/core/undici';
import { connect as connectTwilio } from './sms-connectors.mjs';

export const connect = ({ origin }) => connectTwilio({ origin, http: undiciHttp() });
