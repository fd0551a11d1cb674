import { expect, test } from 'vitest';
import { findActions } from './model.ts';

const ana = { uid: 'ana', managesOthers: false };
const eva = { uid: 'eva', managesOthers: true };

test.each([
  ['offers to accept what waits', { status: 'waiting', assigneeId: null }, ana, 'accept'],
  ['offers to accept what nobody answers', { status: 'open', assigneeId: null }, ana, 'accept'],
  ['offers to close what one answers', { status: 'open', assigneeId: 'ana' }, ana, 'close'],
  ['offers nothing where another agent answers', { status: 'open', assigneeId: 'ben' }, ana, undefined],
  ['lets a supervisor act for others', { status: 'open', assigneeId: 'ben' }, eva, 'close'],
  ['offers to reopen what is closed', { status: 'closed', assigneeId: null }, ana, 'reopen'],
] as const)('%s', (_, conversation, actor, expected) => {
  expect(findActions(conversation, actor)[0]).toBe(expected);
});
