import { defineCallable } from '../platform/callable.ts';
import { deleteAnnouncement, saveAnnouncement } from './save-announcement.ts';

export const announcementCallables = {
  saveAnnouncement: defineCallable('saveAnnouncement', saveAnnouncement),
  deleteAnnouncement: defineCallable('deleteAnnouncement', deleteAnnouncement),
};
