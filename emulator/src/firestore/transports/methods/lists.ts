import { StatusError } from '../../../shared/status.ts';
import { project } from '../../engine/query.ts';
import { listCollectionIds } from '../../operations/list-collection-ids.ts';
import { listDocuments } from '../../operations/list-documents.ts';
import { refuseReadTime } from '../../operations/consistency.ts';
import { booleanField, integerField, messageField, stringField } from '../codec/message.ts';
import { readMask } from '../codec/read-query.ts';
import { documentName, parseParentName } from '../codec/resource-name.ts';
import { writeDocument } from '../codec/write-document.ts';
import type { UnaryMethod } from './method.ts';

/** Source: the service's default for ListDocuments. */
const DEFAULT_PAGE_SIZE = 100;

/** Lists of what lies below a document or the root. */
export const listMethods: { ListDocuments: UnaryMethod; ListCollectionIds: UnaryMethod } = {
  async ListDocuments({ context, message, dialect }) {
    const { database } = context;
    if (message['readTime']) refuseReadTime();
    const orderBy = stringField(message, 'orderBy');
    if (orderBy !== '' && orderBy !== '__name__' && orderBy !== '__name__ asc') {
      throw new StatusError('UNIMPLEMENTED', 'Listing in another order than by name: use a query instead.');
    }
    const pageToken = stringField(message, 'pageToken');
    const mask = messageField(message, 'mask');
    const { entries, nextPageToken = '' } = await listDocuments(context, {
      parent: parseParentName(stringField(message, 'parent'), database),
      collectionId: stringField(message, 'collectionId'),
      pageSize: integerField(message, 'pageSize') || DEFAULT_PAGE_SIZE,
      showMissing: booleanField(message, 'showMissing'),
      ...(pageToken !== '' && { pageToken }),
    });
    const paths = mask && readMask(mask);
    return {
      documents: entries.map(({ path, document }) =>
        document
          ? writeDocument(project(document, paths), database, dialect)
          : { name: documentName(path, database) },
      ),
      ...(nextPageToken !== '' && { nextPageToken }),
    };
  },

  ListCollectionIds({ context, message }) {
    if (message['readTime']) refuseReadTime();
    return listCollectionIds(context, {
      parent: parseParentName(stringField(message, 'parent'), context.database),
      pageSize: integerField(message, 'pageSize') ?? 0,
      pageToken: stringField(message, 'pageToken'),
    });
  },
};
