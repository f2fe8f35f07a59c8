import type { ErrorObject, ValidateFunction } from 'ajv';
import { anyOf } from '../../diagnostics/entry.js';

/** The first thing that keeps `value` from fitting its schema, naming the key; undefined when it fits. */
export function problemIn(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const { keyword, instancePath, params, message } = (validate.errors as [ErrorObject])[0];
  const name = (key: unknown): string => JSON.stringify([...instancePath.split('/').slice(1), key].join('.'));
  if (keyword === 'required') return `${name(params['missingProperty'])} is missing`;
  if (keyword === 'additionalProperties')
    return `${name(params['additionalProperty'])} is not a key of this format`;
  const where = JSON.stringify(instancePath.slice(1).replaceAll('/', '.'));
  if (keyword === 'enum')
    return `${where} must be ${anyOf((params['allowedValues'] as unknown[]).map(String))}`;
  return `${where} ${String(message)}`;
}
