import { describe, expect, it } from 'vitest';
import { hostOfHeader, isLoopbackAddress, isPrivateAddress, parseHost } from './host-name.ts';

describe('a host name', () => {
  it.each([
    ['Lotkeeper.Test', 'lotkeeper.test'],
    ['dock', 'dock'],
    ['10.0.0.7', '10.0.0.7'],
    ['[FD00:0:0::2]', 'fd00::2'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is spelled %s', (text, host) => {
    expect(parseHost(text)).toBe(host);
  });

  it.each(['', 'a b', 'http://dock', 'dock/', 'user@dock', '-dock', '1.2.3', '10.0.0.256', 'dock:8080', '*.dock'])('%j is none', (text) => {
    expect(parseHost(text)).toBeNull();
  });

  it.each([
    ['localhost:8080', 'localhost'],
    ['[::1]:8080', '::1'],
    ['LOTKEEPER.test', 'lotkeeper.test'],
    ['localhost@evil.example', null],
    ['localhost/evil', null],
    ['localhost:80:80', null],
    ['127.0.0.1.', null],
    [undefined, null],
  ])('a Host header of %j names %j', (header, host) => {
    expect(hostOfHeader(header)).toBe(host);
  });
});

describe('an address', () => {
  it.each(['10.255.0.1', '172.31.0.1', '192.168.0.1', '169.254.1.1', 'fd12::1', 'fe80::1', '::1'])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['172.32.0.1', '8.8.8.8', '2001:db8::1', 'localhost'])('%s is not', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('of this machine is known in every spelling a socket reports', () => {
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
    expect(['10.0.0.1', '::ffff:10.0.0.1', ''].some(isLoopbackAddress)).toBe(false);
  });
});
