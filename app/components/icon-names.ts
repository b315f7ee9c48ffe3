/**
 * Every icon of the portal by its name in Tabler's outline set (24 grid). After a change here run `node scripts/make-icons.mjs`:
 * it cuts `icons.svg` from the set. Arrows and the like, which turn round in right-to-left, are named in {@link TURNING}.
 */
export const ICON_NAMES = [
  'adjustments-horizontal', 'alert-triangle', 'apps', 'arrow-bar-to-up', 'arrow-left', 'arrow-narrow-left', 'arrow-narrow-right',
  'arrow-right', 'arrow-up', 'bell', 'book-2', 'box', 'briefcase', 'building', 'building-community', 'building-store', 'calendar-time',
  'camera', 'check', 'chevron-down', 'chevron-left', 'chevron-right', 'clipboard-list', 'clock', 'cloud-check', 'copy',
  'current-location', 'device-mobile', 'device-mobile-down', 'door', 'download', 'droplet', 'elevator', 'eraser', 'escalator-up',
  'external-link', 'eye', 'eye-check', 'eye-off', 'file-analytics', 'file-download', 'file-text', 'filter', 'flag', 'flame',
  'focus-centered', 'gavel', 'hand-stop', 'heart-handshake', 'history', 'home', 'info-circle', 'key', 'language', 'layout-dashboard', 'license', 'lifebuoy',
  'link', 'list', 'lock', 'logout', 'man', 'map-2', 'map-pin', 'menu-2', 'message-2-plus', 'message-circle', 'messages', 'microphone', 'minus',
  'moon', 'notes', 'pencil', 'phone', 'photo', 'player-play', 'player-stop', 'plus', 'printer', 'qrcode', 'refresh', 'route', 'scale', 'school', 'send', 'settings',
  'shield-check', 'shopping-cart', 'signature', 'square', 'square-check', 'stairs', 'stethoscope', 'sun', 'switch-horizontal', 'table-export', 'tool', 'trash', 'truck-loading', 'upload', 'user',
  'user-check', 'user-off', 'user-plus', 'users', 'volume', 'walk', 'woman', 'x', 'zoom',
] as const;

export type IconName = (typeof ICON_NAMES)[number];

/** Icons with a direction of reading: mirrored in right-to-left. Clock, check, phone and the like never are. */
export const TURNING: readonly IconName[] = [
  'arrow-left', 'arrow-narrow-left', 'arrow-narrow-right', 'arrow-right', 'chevron-left', 'chevron-right', 'external-link', 'logout', 'player-play', 'send',
];
