/** The smallest UUIDv7 of a moment, in ms: whatever was made before sorts before it. */
export function idAt(moment: number): string {
  const from = Math.max(0, Math.floor(moment)).toString(16).padStart(12, '0');
  return `${from.slice(0, 8)}-${from.slice(8)}-7000-8000-000000000000`;
}
