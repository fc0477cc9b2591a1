/** The shops, contacts, cards and tokens of the tests, each under one name. */

/** The demo account of the sandbox. The card is the one of the API's documented example. */
export const DEMO_SHOP = '123123';
export const DEMO_CONTACT = '5ea1ab1e-0001-4000-8000-000000000000';
export const DEMO_CARD = 'cilwjefwnsvidjfkjskjf';

/** The account that `aTerminal` works in: one contact with one card, and two shops. */
export const SHOP = 'kiosk-1';
export const OTHER_SHOP = 'counter';
export const CONTACT = 'plankton';
export const CARD = 'P-1';

/** The tokens for the two flavours of the API. */
export const SANDBOX_TOKEN = 'test-token';
export const REGISTER_TOKEN = 'test-token-register';
