import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../platform/session.ts';
import { showNotice } from '../../ui/notices.tsx';
import { storeKnowledgeFile } from './api/store-file.ts';
import { createKnowledgeUploads, type UploadPlace } from './knowledge-uploads.ts';
import { useKnowledgeSentence } from './use-knowledge-sentence.ts';

const uploads = createKnowledgeUploads(storeKnowledgeFile);

/** The member's uploads into the knowledge of one assistant; one that fails while they are not shown is told. */
export function useKnowledgeUploads(assistantId: string) {
  const { t } = useTranslation();
  const describe = useKnowledgeSentence();
  const { companyId, uid } = useSession();
  const place = useMemo<UploadPlace>(() => ({ companyId, uid, assistantId }), [companyId, uid, assistantId]);
  const watch = useCallback((listener: () => void) => uploads.watchList(place, listener), [place]);
  return {
    uploads: useSyncExternalStore(watch, () => uploads.list(place)),
    /** With `documentId` one file takes the place of that document's. */
    add: (files: readonly File[], documentId: string | null) =>
      uploads.add(place, {
        files,
        documentId,
        onFailedUnseen: ({ name }, error) =>
          showNotice({
            message: t('chatbot.knowledge.uploadFailed', { name, problem: describe(error) }),
            tone: 'danger',
          }),
      }),
    dismiss: (id: string) => uploads.dismiss(place, id),
  };
}

/** Whether a file of the member is on its way into the knowledge of any assistant. */
export function useHasUploads(uid: string): boolean {
  const watch = useCallback((listener: () => void) => uploads.watchMember(uid, listener), [uid]);
  return useSyncExternalStore(watch, () => uploads.isRunning(uid));
}
