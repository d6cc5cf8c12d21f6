import { loadSharedConfigFiles } from '@smithy/core/config';

type Switch = () => Promise<boolean>;

/**
 * Which variant of AWS's endpoints is asked: by the variables and the keys of a profile that AWS documents for all SDKs. The SDK for
 * JavaScript knows them in lower case only, and asks the ordinary endpoint for any other spelling.
 */
export function endpointSwitches(env: NodeJS.ProcessEnv = process.env): {
  readonly useFipsEndpoint: Switch;
  readonly useDualstackEndpoint: Switch;
} {
  return {
    useFipsEndpoint: readOnce(() => isOn(env, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint')),
    useDualstackEndpoint: readOnce(() => isOn(env, 'AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint')),
  };
}

/** The SDK asks with every request. */
function readOnce(read: Switch): Switch {
  let value: Promise<boolean> | undefined;
  return () => (value ??= read());
}

async function isOn(env: NodeJS.ProcessEnv, variable: string, key: string): Promise<boolean> {
  const { configFile } = await loadSharedConfigFiles();
  const text = env[variable] || configFile[env['AWS_PROFILE'] || 'default']?.[key] || 'false';
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  throw new InvalidSetting(`${key} of the profile is ${JSON.stringify(text)}; expected true or false`);
}

/** A setting of the shared configuration file that has no meaning. */
class InvalidSetting extends Error {
  override readonly name = 'InvalidSetting';
}
