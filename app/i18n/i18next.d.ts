import 'i18next';
import type account from '#locales/en/account.json';
import type backdrop from '#locales/en/backdrop.json';
import type booking from '#locales/en/booking.json';
import type codes from '#locales/en/codes.json';
import type bringing from '#locales/en/bringing.json';
import type common from '#locales/en/common.json';
import type editing from '#locales/en/editing.json';
import type factors from '#locales/en/factors.json';
import type grids from '#locales/en/grids.json';
import type home from '#locales/en/home.json';
import type house from '#locales/en/house.json';
import type mall from '#locales/en/mall.json';
import type manage from '#locales/en/manage.json';
import type members from '#locales/en/members.json';
import type notices from '#locales/en/notices.json';
import type offlineDay from '#locales/en/offline-day.json';
import type office from '#locales/en/office.json';
import type parts from '#locales/en/parts.json';
import type phones from '#locales/en/phones.json';
import type people from '#locales/en/people.json';
import type programs from '#locales/en/programs.json';
import type roles from '#locales/en/roles.json';
import type requests from '#locales/en/requests.json';
import type rounds from '#locales/en/rounds.json';
import type server from '#locales/en/server.json';
import type settings from '#locales/en/settings.json';
import type signIn from '#locales/en/sign-in.json';
import type recovery from '#locales/en/recovery.json';
import type record from '#locales/en/record.json';
import type report from '#locales/en/report.json';
import type roster from '#locales/en/roster.json';
import type rosterColumns from '#locales/en/roster-columns.json';
import type visits from '#locales/en/visits.json';
import type words from '#locales/en/words.json';

/** Keys are typed from the English files, so a text that doesn't exist is a type error. A new namespace adds its two lines here. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      account: typeof account;
      backdrop: typeof backdrop;
      booking: typeof booking;
      codes: typeof codes;
      bringing: typeof bringing;
      common: typeof common;
      editing: typeof editing;
      factors: typeof factors;
      grids: typeof grids;
      home: typeof home;
      house: typeof house;
      mall: typeof mall;
      manage: typeof manage;
      members: typeof members;
      notices: typeof notices;
      'offline-day': typeof offlineDay;
      office: typeof office;
      parts: typeof parts;
      phones: typeof phones;
      people: typeof people;
      programs: typeof programs;
      roles: typeof roles;
      requests: typeof requests;
      rounds: typeof rounds;
      server: typeof server;
      settings: typeof settings;
      'sign-in': typeof signIn;
      record: typeof record;
      recovery: typeof recovery;
      report: typeof report;
      roster: typeof roster;
      'roster-columns': typeof rosterColumns;
      visits: typeof visits;
      words: typeof words;
    };
  }
}
