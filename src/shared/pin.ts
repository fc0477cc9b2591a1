/** How many digits a PIN of staff has. */
export const PIN_MIN_DIGITS = 4;
export const PIN_MAX_DIGITS = 8;
