import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it.each([
  [['plain', '', 'ünï'], 'plain,,ünï\r\n'],
  [['a,b', 'say "hi"', 'two\nlines', 'cr\rhere'], '"a,b","say ""hi""","two\nlines","cr\rhere"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx', '\0x'], "'=1+1,'+1,'-1,'@x,'\tx,'\0x\r\n"],
  [['\rx', '=HYPERLINK("http://x","y")'], '"\'\rx","\'=HYPERLINK(""http://x"",""y"")"\r\n'],
  [['1=1', "'=x"], "1=1,'=x\r\n"],
])('writes %j', (fields, line) => {
  expect(csvLine(fields)).toBe(line);
});
