/**
 * The two IPC channels of the bridge. They are in a separate file from the schemas, so that the preload bundles no
 * library.
 */
export const VIEW_CHANNEL = 'kiosk:view';
export const INTENT_CHANNEL = 'kiosk:intent';
