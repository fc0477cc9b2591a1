/** What the programs that the kiosk starts are told of its environment: nothing that is only the kiosk's. */

/** For whatever is not a kiosk: the reader process, a print program, a browser. */
export function childEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('KIOSK_')));
}

const SECRETS = ['KIOSK_API_TOKEN'];

/**
 * Takes the secrets out of the environment once they are read, so that no child inherits them, however it is
 * started; gives them for the one that has to have them: the kiosk.
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
