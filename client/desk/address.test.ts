import { describe, expect, it } from 'vitest';
import { anomalyHref, lotHref, nameIn, queryText, withQuery } from './address.ts';

describe('the address of a lot', () => {
  it.each(['L-118', 'A/B', '50%', '%2F', '<script>', '../../etc', '..', 'a?b', "O'Neil&Co", 'x+y'])(
    'leads back to lot number %s, and to nothing else',
    (number) => {
      const key = `09521000000018/${number}`;
      const { pathname } = new URL(lotHref(key), 'https://store.test');
      expect(pathname.split('/')).toHaveLength(4);
      expect(nameIn(pathname)).toBe(key);
    },
  );

  it('names nothing when it is no encoded name', () => {
    expect(nameIn('/supervisor/lots/%E0%A4%A')).toBeNull();
    expect(nameIn('/supervisor/lots/')).toBeNull();
  });

  it('also keeps the spaces of an anomaly', () => {
    const id = '0190-aa bin-conflict 09521000000018/L/1 A-01-1';
    expect(nameIn(anomalyHref(id))).toBe(id);
  });
});

describe('a changed query', () => {
  it('keeps what is not named and drops what is empty', () => {
    const query = new URLSearchParams('zone=FRZ&page=3&expiry=0-3');
    expect(queryText(withQuery(query, { page: undefined, expiry: '', age: '4-7' }))).toBe('?zone=FRZ&age=4-7');
    expect(queryText(withQuery(new URLSearchParams('page=2'), { page: undefined }))).toBe('');
  });
});
