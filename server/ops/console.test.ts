import { describe, expect, it } from 'vitest';
import { startLines } from './console.ts';

const TRUST = { url: 'http://10.0.0.5:8080/trust', fingerprint: 'AB12 CD34', uncovered: [] };
const FACTS = {
  publicOrigin: 'https://10.0.0.5:8080',
  hereAt: 'http://localhost:8080',
  alsoAt: ['https://dock:8080'],
  trust: TRUST,
  firstRunLink: null,
};

describe('the terminal', () => {
  it('tells where to open, where a phone begins and what it must see there', () => {
    const lines = startLines(FACTS).join('\n');
    for (const told of [FACTS.publicOrigin, FACTS.hereAt, 'https://dock:8080', TRUST.url, TRUST.fingerprint]) expect(lines).toContain(told);
  });

  it('offers the first-run link only while there is one', () => {
    expect(startLines(FACTS).join()).not.toContain('First run');
    const lines = startLines({ ...FACTS, firstRunLink: 'https://10.0.0.5:8080/setup#t' }).join();
    for (const link of ['http://localhost:8080/setup#t', 'https://10.0.0.5:8080/setup#t']) expect(lines).toContain(link);
  });

  it('offers a code to scan only for an address that a phone can reach', () => {
    const told = (publicOrigin: string) => startLines({ ...FACTS, publicOrigin, hereAt: null, trust: null }).join();
    expect(told('http://localhost:8080')).not.toContain('Scan');
    expect(told('http://127.0.0.1:8080')).not.toContain('Scan');
    expect(told('https://lots.example.com')).toContain('Scan to open:');
  });

  it('warns of names the certificate does not cover', () => {
    const lines = startLines({ ...FACTS, trust: { ...TRUST, uncovered: ['office-pc'] } }).join('\n');
    expect(lines).toContain('Not covered by the certificate phones trust: office-pc.');
  });
});
