import { quote } from '../../privacy/quoted.js';
import { isEmergencyUser } from '../emergency.js';
import { eachAddress } from './each-address.js';

/** A gateway may connect a SIP URI such as sip:911@gateway.example.com with the emergency services. */
export const emergencyUser = eachAddress((to) => {
  const [, user] = /^sips?:([^@;]*)/i.exec(to) ?? [];
  return user !== undefined && isEmergencyUser(decoded(user).replace(/[().-]/g, ''))
    ? { code: 'emergency-number', args: { number: quote(to) } }
    : undefined;
});

function decoded(user: string): string {
  return user.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
