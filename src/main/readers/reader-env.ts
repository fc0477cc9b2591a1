/** The environment of the reader process: the kiosk's, without what is only the kiosk's, such as its token. Pure. */

export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('KIOSK_')));
}
