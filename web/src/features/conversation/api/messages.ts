import {
  collection,
  getDocs,
  limit,
  orderBy,
  query,
  startAfter,
  type QueryConstraint,
} from 'firebase/firestore';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageSchema, type Message } from '#contracts/collections/message.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { toAppError, type AppError } from '../../../platform/app-error.ts';
import { listenToQuery, readDocuments, type Stored } from '../../../platform/documents.ts';
import { firestore } from '../../../platform/firebase.ts';
import { useLive, type LiveUnit } from '../../../platform/live-query.ts';
import { allRows, appendOlder, applySnapshot, type LiveWindow } from '../../../platform/live-window.ts';
import { useSession } from '../../../platform/session.ts';
import { compareNewestFirst } from '../timeline.ts';

type MessageWindow = LiveWindow<Stored<Message>>;

/** The newest messages of a conversation, listened to, and the older pages that were read so far; newest first. */
export function useMessages(conversationId: string) {
  const { companyId } = useSession();
  return useLive(messagesUnit(companyId, conversationId));
}

/** Reads the page before the oldest message that is known. */
export function useOlderMessages(conversationId: string) {
  const { companyId } = useSession();
  const client = useQueryClient();
  const { queryKey } = messagesUnit(companyId, conversationId);
  return useMutation<void, AppError, MessageWindow>({
    mutationFn: async (window) => {
      const oldest = allRows(window).at(-1);
      if (oldest === undefined) return;
      try {
        const page = await getDocs(
          messagesQuery(companyId, conversationId, startAfter(oldest.providerAt, oldest.receivedAt)),
        );
        const older = readDocuments(page, messageSchema);
        client.setQueryData<MessageWindow>(
          queryKey,
          (present) => present && appendOlder(present, older, LIMITS.messagesPage),
        );
      } catch (thrown) {
        throw toAppError(thrown);
      }
    },
  });
}

function messagesUnit(companyId: string, conversationId: string): LiveUnit<MessageWindow> {
  return {
    queryKey: ['messages', companyId, conversationId],
    listen: ({ next, fail }) =>
      listenToQuery(
        messagesQuery(companyId, conversationId),
        messageSchema,
        (messages) =>
          next((previous) =>
            applySnapshot(previous, messages, { size: LIMITS.messagesPage, compare: compareNewestFirst }),
          ),
        fail,
      ),
  };
}

function messagesQuery(companyId: string, conversationId: string, ...cursor: QueryConstraint[]) {
  return query(
    collection(firestore(), paths.messages(companyId, conversationId)),
    orderBy('providerAt', 'desc'),
    orderBy('receivedAt', 'desc'),
    ...cursor,
    limit(LIMITS.messagesPage),
  );
}
