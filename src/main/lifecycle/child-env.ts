/** The environment variables for child processes. The kiosk's own variables are removed. */

/** The environment for every child process that is not a kiosk: the reader process, a print program, a browser. */
export function childEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('KIOSK_')));
}

const SECRETS = ['KIOSK_API_TOKEN'];

/**
 * Removes the secrets from the environment, so that no child process inherits them. Returns them for a new run of the
 * kiosk.
 */
export function takeSecrets(env: NodeJS.ProcessEnv): Record<string, string> {
  const taken: Record<string, string> = {};
  for (const name of SECRETS) {
    const value = env[name];
    if (value !== undefined) taken[name] = value;
    Reflect.deleteProperty(env, name);
  }
  return taken;
}
