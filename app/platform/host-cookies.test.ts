import { expect, it } from 'vitest';
import { cookieOutside, cookiesInside } from './host-cookies.ts';

it('over https a cookie leaves for this host alone, whatever path it was meant for', () => {
  expect(cookieOutside('lng=ug; Max-Age=31536000; Path=/; SameSite=Lax', true)).toBe('__Host-lng=ug; Path=/; Max-Age=31536000; SameSite=Lax; Secure');
  expect(cookieOutside('codes=a%3Db; Max-Age=600; Path=/me/second-factor; HttpOnly; Secure; SameSite=Lax', true)).toBe('__Host-codes=a%3Db; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure');
  expect(cookieOutside('mh=; Domain=example.org; Path=/', true)).not.toMatch(/Domain/);
});

it('over https nothing comes in that another host or plain http could have planted', () => {
  expect(cookiesInside('mh=planted; __Host-mh=mine; lng=ru; __Host-lng=ug', true)).toBe('mh=mine; lng=ug');
  expect(cookiesInside('mh=planted', true)).toBeUndefined();
  expect(cookiesInside(undefined, true)).toBeUndefined();
});

it('over http, in demonstrations and development, names stay as they are: Safari drops Secure cookies there', () => {
  expect(cookiesInside('mh=mine; lng=ug', false)).toBe('mh=mine; lng=ug');
  expect(cookieOutside('mh=x; Path=/; HttpOnly', false)).toBe('mh=x; Path=/; HttpOnly');
});
