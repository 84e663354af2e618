import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FileAddressBook } from '../../src/adapters/address-book.js';

const place = () => join(mkdtempSync(join(tmpdir(), 'ha-setup-book-')), 'cache/addresses.json');

it('remembers over runs, readable by its owner alone', () => {
  const path = place();
  new FileAddressBook(path).note('ins-1 private', { address: '10.0.1.16' });
  new FileAddressBook(path).note('ins-2 private', { address: '10.0.1.17', proxyJump: 'root@203.0.113.7' });
  const book = new FileAddressBook(path);
  expect(book.find('ins-1 private')).toEqual({ address: '10.0.1.16' });
  expect(book.find('ins-2 private')).toEqual({ address: '10.0.1.17', proxyJump: 'root@203.0.113.7' });
  expect(book.find('ins-3 private')).toBeUndefined();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('counts what it cannot read as empty, and loses what it cannot write', () => {
  const path = place();
  new FileAddressBook(path).note('ins-1 private', { address: '10.0.1.16' });
  writeFileSync(path, '{ "ins-1 private": ');
  const book = new FileAddressBook(path);
  expect(book.find('ins-1 private')).toBeUndefined();
  book.note('ins-1 private', { address: '10.0.1.18' });
  expect(readFileSync(path, 'utf8')).toContain('10.0.1.18');
  const nowhere = new FileAddressBook(join(path, 'below-a-file/addresses.json'));
  nowhere.note('ins-1 private', { address: '10.0.1.16' });
  expect(nowhere.find('ins-1 private')).toEqual({ address: '10.0.1.16' });
});
