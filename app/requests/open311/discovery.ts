import { LANGUAGES } from '#app/i18n/languages.ts';
import { env } from '#app/platform/env.server.ts';
import { openDoor } from './door.server.ts';

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** Day of the last change of what these addresses answer. */
const CHANGED = '2026-11-30T00:00:00Z';

/** Service Discovery: where the API is and what it speaks. */
export const loader = openDoor(() => {
  const home = env().PUBLIC_URL.replace(/\/$/, '');
  const url = `${home}/open311/v2`;
  const formats = { item: 'format', of: ['application/json', 'text/xml'] };
  return {
    root: 'discovery',
    value: {
      changeset: CHANGED,
      contact: `Each mall’s association: ${home}/m/{jurisdiction_id}/roster`,
      key_service: `An officer of the association makes keys: ${home}/m/{jurisdiction_id}/manage/doors`,
      endpoints: { item: 'endpoint', of: [{ specification: SPECIFICATION, url, changeset: CHANGED, type: 'production', formats }] },
      extensions: {
        languages: { item: 'language', of: LANGUAGES },
        updates: `${url}/servicerequestupdates`,
        request_fields: { item: 'field', of: ['stage', 'description_language'] },
        parameters: { item: 'parameter', of: ['lang', 'page', 'page_size', 'inside', 'response'] },
      },
    },
  };
});
