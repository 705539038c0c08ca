import { describe, expect, it } from 'vitest';
import { AI_FACTS } from './ai-facts.ts';
import { findAi } from './ai-table.ts';
import { CONTENT_RULES } from './content-rules.ts';
import { judgeValue } from './element-value.ts';

const judged = (ai: string, value: string): string => {
  const rule = findAi(ai);
  if (!rule) return 'no such AI';
  const found = judgeValue(rule, value);
  return found ? `${found.error}@${found.at}` : 'good';
};

describe('the AI table', () => {
  it('names only content rules that exist', () => {
    const named = AI_FACTS.match(/(?<=[XNYZ][.\d]+\]?,)[a-z0-9,]+/g)?.flatMap((rules) => rules.replace(']', '').split(',')) ?? [];
    expect(named.length).toBeGreaterThan(50);
    for (const name of named) expect(CONTENT_RULES).toHaveProperty(name);
  });

  it('holds the families of measures, prices and certificates digit by digit', () => {
    for (const ai of ['3100', '3105', '3165', '3695', '3909', '3943', '3955', '7039', '7239', '717', '99'])
      expect(findAi(ai), ai).not.toBeNull();
    for (const ai of ['3106', '3299', '3944', '3956', '718', '04', '89', '2345', '1']) expect(findAi(ai), ai).toBeNull();
  });
});

describe('a value', () => {
  it.each([
    ['00', '195060001343500009', 'good'],
    ['00', '195060001343500000', 'check-digit@17'],
    ['02', '0950600013435', 'length@13'],
    ['10', '', 'empty@0'],
    ['11', '260900', 'good'],
    ['11', '260931', 'date-day@4'],
    ['17', '240229', 'good'],
    ['17', '250229', 'date-day@4'],
    ['17', '000229', 'good'],
    ['7006', '260900', 'date-day@4'],
    ['7003', '2609012359', 'good'],
    ['7003', '2609012460', 'time@6'],
    ['8008', '26090123', 'good'],
    ['8008', '2609012359', 'good'],
    ['8008', '260901235960', 'time@10'],
    ['7250', '20000229', 'good'],
    ['7250', '19000229', 'date-day@6'],
    ['4324', '2609002359', 'good'],
    ['4330', '000600', 'good'],
    ['4330', '000600-', 'good'],
    ['4330', '000600+', 'content@6'],
    ['401', '950X6', 'content@0'],
    ['401', '950', 'content@0'],
    ['8006', '095060001343520102', 'good'],
    ['8006', '095060001343520302', 'piece-of-total@14'],
    ['8006', '095060001343520002', 'piece-of-total@14'],
    ['8001', '00000150001019', 'content@0'],
    ['8001', '01200150001091', 'good'],
    ['8001', '01200150001021', 'content@12'],
    ['8003', '19506000134376', 'content@0'],
    ['8010', '9506A#-/', 'good'],
    ['8010', '9506a', 'charset@4'],
    ['8011', '012', 'content@0'],
    ['8013', '9506000LOTKEEPERHW', 'good'],
    ['8013', '9506000LOTKEEPERHX', 'check-digit@16'],
    ['8013', 'A', 'check-digit@0'],
    ['8014', '95060001BJ', 'good'],
    ['8030', 'QWJj-_==', 'content@6'],
    ['8030', 'QWJj-_=', 'content@6'],
    ['8030', 'QWJjDE=', 'content@6'],
    ['8030', 'QWJjDEFG=', 'good'],
    ['8030', 'QWJ:', 'charset@3'],
    ['4300', 'Cold%20Store', 'good'],
    ['4300', 'Cold%2', 'content@0'],
    ['4307', 'NZ', 'good'],
    ['4307', 'XX', 'content@0'],
    ['4309', '1800000000' + '3600000000', 'good'],
    ['4309', '1800000001' + '3600000000', 'content@0'],
    ['4309', '1800000000' + '3600000001', 'content@10'],
    ['4321', '2', 'content@0'],
    ['7030', '999ABC', 'good'],
    ['7030', '998ABC', 'content@0'],
    ['7040', '1AB-', 'good'],
    ['7040', '1AB=', 'content@3'],
    ['7041', 'PX', 'good'],
    ['7041', 'Q', 'content@0'],
    ['7241', '11', 'content@0'],
    ['7252', '3', 'content@0'],
    ['7258', '1/2', 'good'],
    ['7258', '3/2', 'content@0'],
    ['7258', '0/2', 'content@0'],
    ['3912', '9781250', 'good'],
    ['3912', '1001250', 'content@0'],
    ['8007', 'FR7630006000011234567890189', 'good'],
    ['8007', 'FR7630006000011234567890188', 'check-digit@2'],
    ['8007', 'FR76_0006000011234567890189', 'charset@4'],
    ['8007', 'FR76300060', 'content@0'],
    ['8110', '012345612345611110123', 'good'],
    ['8110', '01234561234561111012332609304260901', 'good'],
    ['8110', '01234561234561111012332609014260930', 'content@0'],
    ['8110', '0123456123456111101233260931', 'content@0'],
    ['8110', '0123456123456111101230', 'content@0'],
    ['8112', '101234561234560123456', 'good'],
    ['8112', '1012345612345601234567', 'content@0'],
  ])('of AI %s, %s, is %s', (ai, value, expected) => expect(judged(ai, value)).toBe(expected));
});
