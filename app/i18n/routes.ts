import { route, type RouteConfig } from '@remix-run/route-config';

export const languageRoutes = [route('language', 'i18n/language.ts')] satisfies RouteConfig;
