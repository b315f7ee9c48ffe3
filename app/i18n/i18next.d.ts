import 'i18next';
import type account from '#locales/en/account.json';
import type common from '#locales/en/common.json';
import type home from '#locales/en/home.json';
import type mall from '#locales/en/mall.json';
import type notices from '#locales/en/notices.json';
import type office from '#locales/en/office.json';
import type parts from '#locales/en/parts.json';
import type programs from '#locales/en/programs.json';
import type requests from '#locales/en/requests.json';
import type server from '#locales/en/server.json';
import type signIn from '#locales/en/sign-in.json';
import type record from '#locales/en/record.json';
import type visits from '#locales/en/visits.json';
import type words from '#locales/en/words.json';

/** Keys are typed from the English files, so a text that doesn't exist is a type error. A new namespace adds its two lines here. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      account: typeof account;
      common: typeof common;
      home: typeof home;
      mall: typeof mall;
      notices: typeof notices;
      office: typeof office;
      parts: typeof parts;
      programs: typeof programs;
      requests: typeof requests;
      server: typeof server;
      'sign-in': typeof signIn;
      record: typeof record;
      visits: typeof visits;
      words: typeof words;
    };
  }
}
