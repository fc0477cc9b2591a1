/** Runes only: a component that slips back into the old reactive syntax does not compile. */
export default { compilerOptions: { runes: true } };
